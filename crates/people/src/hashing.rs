//! Passwords are hashed with argon2id outside transactions, few at a time, and never compared without work.
//!
//! Cost as OWASP recommends: 19 MiB, two passes, one lane. The stored text (PHC) names its cost, so a
//! later version can raise it and hash again at the next sign-in.

use std::sync::{Arc, OnceLock};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use base::{Secret, World, tasks};
use tokio::sync::Semaphore;

use crate::{Error, Result, password};

/// Memory in KiB, passes, lanes.
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// Hashes that run at once; each takes the memory above.
const AT_ONCE: usize = 2;

/// A password's hash in PHC form. Only [`Passwords`] and the table make one, so the rules were checked.
#[derive(Clone)]
pub struct HashedPassword(pub(crate) String);

impl std::fmt::Debug for HashedPassword {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("•••")
    }
}

/// What comparing a password with a hash says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is another password, or there is none.
    Wrong,
    /// It is the password.
    Right,
    /// It is the password, but its hash is of an older kind and should be made again.
    RightButOld,
}

/// Hashes and compares passwords; cheap to clone.
#[derive(Clone)]
pub struct Passwords(Arc<Inner>);

struct Inner {
    world: World,
    running: Semaphore,
    dummy: OnceLock<String>,
}

impl Passwords {
    /// Salts come from the world's randomness.
    #[must_use]
    pub fn new(world: World) -> Self {
        Self(Arc::new(Inner { world, running: Semaphore::new(AT_ONCE), dummy: OnceLock::new() }))
    }

    /// Checks the rules and hashes; `about` as in [`password::check`].
    ///
    /// # Errors
    /// The rule the password breaks, or [`Error::Hashing`].
    pub async fn hash(&self, password: Secret<String>, about: &[&str]) -> Result<HashedPassword> {
        password::check(&password, about)?;
        let inner = Arc::clone(&self.0);
        self.run(move || inner.hash(&password)).await?
    }

    /// [`Passwords::hash`] for commands.
    ///
    /// # Errors
    /// The rule the password breaks, or [`Error::Hashing`].
    pub fn hash_blocking(&self, password: &Secret<String>, about: &[&str]) -> Result<HashedPassword> {
        password::check(password, about)?;
        self.0.hash(password)
    }

    /// Compares; without a hash it works as long and says [`Verdict::Wrong`].
    ///
    /// # Errors
    /// [`Error::Hashing`] when the executor is closing.
    pub async fn verify(&self, password: Secret<String>, hash: Option<HashedPassword>) -> Result<Verdict> {
        let inner = Arc::clone(&self.0);
        self.run(move || inner.verify(&password, hash.as_ref())).await
    }

    /// Hashes anew what was verified under an older cost; the rules were checked when it was set.
    pub(crate) async fn hash_again(&self, password: Secret<String>) -> Result<HashedPassword> {
        let inner = Arc::clone(&self.0);
        self.run(move || inner.hash(&password)).await?
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _permit = self.0.running.acquire().await.map_err(|_| Error::Hashing)?;
        tasks::spawn_blocking("people.hash_password", work).await.map_err(|_| Error::Hashing)
    }
}

impl Inner {
    fn hash(&self, password: &Secret<String>) -> Result<HashedPassword> {
        let mut salt = [0; 16];
        self.world.random.fill(&mut salt);
        let hash = hasher()?.hash_password_with_salt(password.expose().as_bytes(), &salt);
        hash.map(|hash| HashedPassword(hash.to_string())).map_err(|_| Error::Hashing)
    }

    fn verify(&self, password: &Secret<String>, hash: Option<&HashedPassword>) -> Verdict {
        // Made on every path, so that the first unknown name does not take longer than a known one.
        let dummy = self.dummy.get_or_init(|| self.dummy_hash()).as_str();
        let stored = hash.map_or(dummy, |hash| &hash.0);
        let Ok(parsed) = PasswordHash::new(stored) else {
            return Verdict::Wrong;
        };
        let fits = Argon2::default().verify_password(password.expose().as_bytes(), &parsed).is_ok();
        match (fits && hash.is_some(), is_current(&parsed)) {
            (false, _) => Verdict::Wrong,
            (true, true) => Verdict::Right,
            (true, false) => Verdict::RightButOld,
        }
    }

    fn dummy_hash(&self) -> String {
        self.hash(&Secret::new(self.world.token(16))).map(|hash| hash.0).unwrap_or_default()
    }
}

fn hasher() -> Result<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(|_| Error::Hashing)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn is_current(hash: &PasswordHash) -> bool {
    let (memory, passes, lanes) = COST;
    hash.algorithm.as_str() == "argon2id"
        && Params::try_from(hash)
            .is_ok_and(|params| params.m_cost() >= memory && params.t_cost() >= passes && params.p_cost() == lanes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "correct violet harbour staple";

    fn secret(text: &str) -> Secret<String> {
        Secret::new(text.to_owned())
    }

    #[tokio::test]
    async fn a_password_fits_only_its_hash() {
        let passwords = Passwords::new(World::system());
        let hash = passwords.hash(secret(GOOD), &[]).await.unwrap();
        assert!(hash.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.0);
        assert_eq!(passwords.verify(secret(GOOD), Some(hash.clone())).await.unwrap(), Verdict::Right);
        assert_eq!(passwords.verify(secret("other"), Some(hash)).await.unwrap(), Verdict::Wrong);
        assert_eq!(passwords.verify(secret(GOOD), None).await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn attack_cve_2026_53595_an_empty_or_broken_hash_never_fits() {
        let passwords = Passwords::new(World::system());
        for stored in ["", " ", "$argon2id$", "plain", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$"] {
            for given in ["", " ", stored] {
                let verdict = passwords.verify(secret(given), Some(HashedPassword(stored.to_owned()))).await.unwrap();
                assert_eq!(verdict, Verdict::Wrong, "{given:?} fitted {stored:?}");
            }
        }
    }

    #[tokio::test]
    async fn a_cheaper_hash_is_recognised_as_old() {
        let params = Params::new(64, 1, 1, None).unwrap();
        let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let hash = cheap.hash_password_with_salt(GOOD.as_bytes(), &[7; 16]).unwrap().to_string();
        let verdict = Passwords::new(World::system()).verify(secret(GOOD), Some(HashedPassword(hash))).await;
        assert_eq!(verdict.unwrap(), Verdict::RightButOld);
    }
}
