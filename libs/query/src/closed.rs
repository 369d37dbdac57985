//! A closed set of words: each variant has one spelling that is written and further ones that are also read.

/// Declares an enum whose variants are words of the language, with `as_str`, `parse` (case does not matter) and `ALL`.
macro_rules! closed_set {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal $(| $alias:literal)*,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant,)+ }

        impl $name {
            /// Every member, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The spelling that is written, and stored.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// Reads one spelling; the case of ASCII letters does not matter. `None` when it is no member.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                $(if word.eq_ignore_ascii_case($word) $(|| word.eq_ignore_ascii_case($alias))* { return Some(Self::$variant); })+
                None
            }

            /// The spellings that are written, for messages and completion.
            pub const WORDS: &'static [&'static str] = &[$($word,)+];
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use closed_set;
