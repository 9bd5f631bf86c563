//! Passwords: what is typed, which are good enough, and how they are hashed.

use std::fmt;

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::kernel::form::Path;
use domain::kernel::{Fault, Faults, Field, Kind, Masked};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::{App, Error, Result};

/// Fewest characters. No rules about signs and digits: length is what helps.
const SHORTEST: usize = 10;
/// Most characters: enough for a sentence, and hashing stays bounded.
const LONGEST: usize = 128;
/// Fewest different characters.
const VARIETY: usize = 5;
/// What everybody tries first; also with anything before or after it up to twelve characters.
const COMMON: [&str; 20] = [
    "1234567890",
    "0123456789",
    "0987654321",
    "9876543210",
    "1122334455",
    "12345678910",
    "123456789a",
    "a123456789",
    "qwertyuiop",
    "1qaz2wsx3edc",
    "1q2w3e4r5t",
    "q1w2e3r4t5",
    "password12",
    "password123",
    "passw0rd123",
    "admin12345",
    "administrator",
    "woaini1314",
    "woaini520",
    "5201314520",
];

/// Hashing takes 19 MiB and a core each: two at a time leave room for everything else.
static HASHING: Semaphore = Semaphore::const_new(2);

/// A password as it was typed: not trimmed, never shown, never logged.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Password(Masked<String>);

impl Password {
    /// Takes what was typed.
    pub fn new(text: &str) -> std::result::Result<Self, Fault> {
        if text.is_empty() {
            return Err(Fault::Missing);
        }
        if text.chars().count() > LONGEST {
            return Err(Fault::TooLong { max: LONGEST });
        }
        Ok(Self(Masked::new(text.to_owned())))
    }

    pub(super) fn reveal(&self) -> &str {
        self.0.reveal()
    }

    /// Good enough as the password of `login`?
    pub(super) fn judge(&self, login: &str) -> std::result::Result<(), Fault> {
        let text = self.reveal();
        let small = text.to_lowercase();
        let mut signs: Vec<char> = text.chars().collect();
        let length = signs.len();
        signs.sort_unstable();
        signs.dedup();
        if length < SHORTEST {
            return Err(Fault::Wrong("password_short"));
        }
        if small.contains(login) {
            return Err(Fault::Wrong("password_like_login"));
        }
        if signs.len() < VARIETY || (length <= 14 && COMMON.iter().any(|common| small.contains(common))) {
            return Err(Fault::Wrong("password_common"));
        }
        Ok(())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Serialize for Password {
    /// Never written out.
    fn serialize<S: Serializer>(&self, s: S) -> std::result::Result<S::Ok, S::Error> {
        s.serialize_str("***")
    }
}

impl Field for Password {
    fn kind() -> Kind {
        Kind::Line { max: LONGEST }
    }
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
        match value.as_str().map(Self::new) {
            Some(Ok(password)) => Some(password),
            Some(Err(fault)) => faults.note(path, fault),
            None => faults.note(path, Fault::NotText),
        }
    }
}

/// Argon2id at OWASP's cost (19 MiB, 2 passes, 1 lane); next to none for tests and the demo.
fn argon2(quick: bool) -> Argon2<'static> {
    let params = if quick { Params::new(8, 1, 1, None).unwrap_or_default() } else { Params::default() };
    Argon2::new(Algorithm::Argon2id, Version::default(), params)
}

/// Runs the hashing beside the async threads, two at a time.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let failed = |what: &str| Error::Corrupt(format!("hashing a password: {what}"));
    let _turn = HASHING.acquire().await.map_err(|_| failed("closed"))?;
    tokio::task::spawn_blocking(work).await.map_err(|_| failed("stopped"))
}

/// The hash to store, with its salt and cost in it.
pub(super) async fn hash(app: &App, password: &Password) -> Result<String> {
    let (quick, salt, password) = (app.quick_passwords, app.dice.secret(), password.clone());
    let hashed = beside(move || {
        let salt = salt.get(..16).unwrap_or(&salt);
        argon2(quick).hash_password_with_salt(password.reveal().as_bytes(), salt).map(|hash| hash.to_string())
    });
    hashed.await?.map_err(|error| Error::Corrupt(format!("hashing a password: {error}")))
}

/// Whether it is the password behind the hash. Without a hash the same work is done for nothing, so that time tells nothing.
pub(super) async fn verify(app: &App, password: &Password, hash: Option<String>) -> Result<bool> {
    let (quick, password) = (app.quick_passwords, password.clone());
    beside(move || {
        let argon2 = argon2(quick);
        let bytes = password.reveal().as_bytes();
        if let Some(hash) = hash {
            return argon2.verify_password(bytes, hash.as_str()).is_ok();
        }
        // Its outcome is not looked at: only its time matters.
        let _ = argon2.hash_password_with_salt(bytes, &[7; 16]);
        false
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_and_what_everybody_tries_does_not_pass() {
        let judge = |text: &str| Password::new(text).unwrap().judge("zhou.min").map_err(|fault| fault.code());
        assert_eq!(judge("a long walk by the river"), Ok(()));
        assert_eq!(judge("柳江边上走一走看一看"), Ok(()));
        assert_eq!(judge("k7mp-x3qd"), Err("password_short"));
        assert_eq!(judge("Zhou.Min2026"), Err("password_like_login"));
        assert_eq!(judge("Password123!"), Err("password_common"));
        assert_eq!(judge("aaaabbbbcccc"), Err("password_common"));
        assert_eq!(Password::new(&"x".repeat(129)), Err(Fault::TooLong { max: 128 }));
        assert_eq!(format!("{:?}", Password::new("geheim und lang")), "Ok(***)");
    }
    #[test]
    fn a_stored_hash_names_its_cost_and_knows_its_password() {
        let hash = argon2(false).hash_password_with_salt(b"along the river", &[1; 16]).unwrap().to_string();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        // Whatever the program's own cost is now, a hash is checked at the cost that stands in it.
        assert!(argon2(true).verify_password(b"along the river", hash.as_str()).is_ok());
        assert!(argon2(true).verify_password(b"along the rivers", hash.as_str()).is_err());
    }
}
