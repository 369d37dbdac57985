//! A failed attempt says whether another one makes sense.

use std::time::Duration;

/// Why an attempt failed and what follows.
///
/// It is an error itself, so that it passes through `anyhow` and keeps its meaning: a handler may return
/// `anyhow::Result` and say `Err(Failure::Permanent(…))?` deep inside.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Try again after the usual back-off.
    #[error("{0:#}")]
    Retry(anyhow::Error),
    /// Try again after exactly this time, as somebody outside asked for.
    #[error("{1:#}")]
    RetryAfter(Duration, anyhow::Error),
    /// Trying again cannot help: straight to the dead letters.
    #[error("{0:#}")]
    Permanent(anyhow::Error),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        error.downcast::<Self>().unwrap_or_else(Self::Retry)
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::Retry(error.into())
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn a_permanent_failure_stays_permanent_through_anyhow() {
        fn inner() -> anyhow::Result<()> {
            Err(Failure::Permanent(anyhow::anyhow!("no such address")))?;
            Ok(())
        }
        let failure = Failure::from(inner().context("while sending").unwrap_err());
        assert!(matches!(failure, Failure::Permanent(_)));
        assert!(matches!(Failure::from(anyhow::anyhow!("busy")), Failure::Retry(_)));
    }
}
