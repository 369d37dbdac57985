//! A list of steps with a name, a time and an outcome each; a failed step does not hide the next one's result.

use std::{
    borrow::Cow,
    time::{Duration, Instant},
};

/// What was done so far.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<Done>,
}

struct Done {
    name: Cow<'static, str>,
    took: Duration,
    outcome: Outcome,
}

#[derive(PartialEq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
}

impl Steps {
    /// Runs one step and remembers its end.
    pub(crate) fn run(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        step: impl FnOnce() -> anyhow::Result<()>,
    ) -> bool {
        let name = name.into();
        println!("\n── {name} ──");
        let start = now();
        let result = step();
        let took = now().duration_since(start);
        let outcome = match &result {
            Ok(()) => Outcome::Passed,
            Err(error) => {
                eprintln!("{name}: {error:#}");
                Outcome::Failed
            }
        };
        println!("── {name}: {} in {:.1} s", outcome.word(), took.as_secs_f64());
        self.done.push(Done { name, took, outcome });
        result.is_ok()
    }

    /// Remembers that a step was left out on request, so that the summary shows it.
    pub(crate) fn skip(&mut self, name: &'static str) {
        self.done.push(Done { name: name.into(), took: Duration::ZERO, outcome: Outcome::Skipped });
    }

    /// Prints the summary and fails if any step did.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        println!("\n── summary ──");
        for done in &self.done {
            println!("{:>8.1} s  {:8} {}", done.took.as_secs_f64(), done.outcome.word(), done.name);
        }
        let total: Duration = self.done.iter().map(|done| done.took).sum();
        println!("{:>8.1} s  in all", total.as_secs_f64());
        let failed: Vec<&str> =
            self.done.iter().filter(|done| done.outcome == Outcome::Failed).map(|done| done.name.as_ref()).collect();
        anyhow::ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
        Ok(())
    }
}

impl Outcome {
    const fn word(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "FAILED",
            Self::Skipped => "left out",
        }
    }
}

fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "the time of a step is real time")]
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_fails_the_whole_and_is_named() {
        let mut steps = Steps::default();
        assert!(steps.run("first", || Ok(())));
        assert!(!steps.run("second", || anyhow::bail!("broken")));
        assert!(steps.run("third", || Ok(())));
        assert_eq!(steps.finish().unwrap_err().to_string(), "failed: second");
    }
}
