//! Closed sets of words: stored, sent and shown by name, never anything else.

/// A text that is not one of a closed set's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{word}” is not a {noun}; possible are {possible}")]
pub struct UnknownWord {
    /// What the set means: `kind`, `channel` …
    pub noun: &'static str,
    /// The text, cut after 40 characters.
    pub word: String,
    /// Every word of the set, separated by commas.
    pub possible: String,
}

/// Declares an enum whose variants are stored and sent by name: `ALL`, `as_str`, `parse`, serde and display.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $noun:literal { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$variant_meta])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every member, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stored and outward name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// Reads the name.
            ///
            /// # Errors
            /// [`UnknownWord`](crate::UnknownWord) when it is none of the set.
            pub fn parse(word: &str) -> Result<Self, crate::UnknownWord> {
                Self::ALL.iter().copied().find(|member| member.as_str() == word).ok_or_else(|| crate::UnknownWord {
                    noun: $noun,
                    word: word.chars().take(40).collect(),
                    possible: [$($word,)+].join(", "),
                })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::parse(word)
            }
        }
    };
}

pub(crate) use words;
