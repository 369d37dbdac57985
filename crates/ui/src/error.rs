//! What can go wrong while pages are prepared or rendered.

/// Why the templates or translations could not be loaded, or a page not be rendered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A template does not parse, names something undefined, or calls a function wrongly.
    #[error("template: {0:#}")]
    Template(#[from] minijinja::Error),
    /// A translation file does not parse or repeats a message of another file.
    #[error("translation for {locale}: {reason}")]
    Translation {
        /// The language of the file.
        locale: String,
        /// What the parser said, or which key is given twice.
        reason: String,
    },
    /// A message is absent, or one of its arguments is.
    #[error("message {key} in {locale}: {reason}")]
    Message {
        /// The language that was asked.
        locale: String,
        /// The key of the message.
        key: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The embedded assets carry no readable manifest: the build was cut short.
    #[error("the embedded assets are incomplete: {0}")]
    Assets(String),
}
