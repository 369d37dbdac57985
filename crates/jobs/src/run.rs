//! One attempt at a job: what it works on, and how it ends together with its effects.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use anyhow::anyhow;
use base::World;
use serde::de::DeserializeOwned;
use store::{Store, Tx};
use tokio_util::sync::CancellationToken;

use crate::{Failure, Job, settle};

/// One attempt, given to the handler.
#[derive(Clone)]
pub struct Run {
    /// The job.
    pub job: Job,
    /// Where its effects go.
    pub store: Store,
    /// Time and randomness.
    pub world: World,
    /// Cancelled when the lease was lost or the process stops; long handlers should then return.
    pub cancel: CancellationToken,
    pub(crate) settled: Arc<AtomicBool>,
}

/// The lease was lost: somebody else has this job now, and nothing of this attempt may count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the lease of this attempt was lost")]
pub(crate) struct Stale;

enum CommitError<E> {
    Own(E),
    Store(store::Error),
    Stale,
}

impl<E> From<store::Error> for CommitError<E> {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl<E: Into<anyhow::Error>> From<CommitError<E>> for Failure {
    fn from(error: CommitError<E>) -> Self {
        match error {
            CommitError::Own(error) => Self::from(error.into()),
            CommitError::Store(error) => Self::from(error),
            CommitError::Stale => Self::Retry(anyhow!(Stale)),
        }
    }
}

impl Run {
    /// The payload.
    ///
    /// # Errors
    /// A permanent failure when it does not have the shape of `T`.
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        T::deserialize(&self.job.payload).map_err(|error| {
            Failure::Permanent(anyhow!("the payload of {} is not what it should be: {error}", self.job.kind))
        })
    }

    /// Runs verbs and ends the job in one transaction, so that they happen exactly once. The handler returns
    /// `Ok(())` afterwards.
    ///
    /// # Errors
    /// What the verbs say, what the database says, or that the lease was lost; nothing is changed then.
    pub async fn commit<T, E, F>(&self, verbs: F) -> Result<T, Failure>
    where
        F: FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: Into<anyhow::Error> + From<store::Error> + Send + 'static,
    {
        let job = self.job.clone();
        let outcome = self
            .store
            .write(move |tx| {
                let outcome = verbs(tx).map_err(CommitError::Own)?;
                if settle::finish(tx, &job)? { Ok(outcome) } else { Err(CommitError::<E>::Stale) }
            })
            .await?;
        self.settled.store(true, Ordering::SeqCst);
        Ok(outcome)
    }

    /// Puts the job back for `wait` without counting this attempt. The handler returns `Ok(())` afterwards.
    ///
    /// # Errors
    /// When the database fails or the lease was lost.
    pub async fn later(&self, wait: Duration) -> Result<(), Failure> {
        let job = self.job.clone();
        let put = self.store.write(move |tx| settle::put_back(tx, &job, tx.now().plus(wait))).await?;
        if !put {
            return Err(Failure::Retry(anyhow!(Stale)));
        }
        self.settled.store(true, Ordering::SeqCst);
        Ok(())
    }

    pub(crate) fn is_settled(&self) -> bool {
        self.settled.load(Ordering::SeqCst)
    }
}
