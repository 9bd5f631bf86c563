//! What can go wrong in an intention.

use domain::case::Refusal;
use domain::kernel::{Fault, Faults};

/// Why an intention did not come about.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The form has faults.
    #[error("the form has {} faults", .0.0.len())]
    Faults(Faults),
    /// The rules refuse it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Not there, or out of reach: nobody learns which.
    #[error("not found")]
    NotFound,
    /// Somebody else was faster; what the page showed is stale.
    #[error("somebody else was faster")]
    Stale,
    /// A paper was printed from what is no longer so: it must be printed anew. Never reaches a person.
    #[error("printed from what is no longer so")]
    Raced,
    /// Must sign in (again).
    #[error("not signed in")]
    SignedOut,
    /// Too many tries; wait until then.
    #[error("too many tries")]
    Throttled(domain::kernel::Moment),
    /// The same key was used for another request.
    #[error("idempotency key reused")]
    KeyReused,
    /// A paper could not be printed.
    #[error(transparent)]
    Press(#[from] crate::document::model::PressError),
    /// The vault can't be opened: its key is missing, another one, or bytes were changed.
    #[error(transparent)]
    Vault(#[from] crate::port::CipherFault),
    /// The store failed.
    #[error("the store failed")]
    Store(#[source] store::Error),
    /// A stored event or a built-in fact can't be read.
    #[error("corrupt: {0}")]
    Corrupt(String),
}

/// What an intention gives back.
pub type Result<T> = std::result::Result<T, Error>;

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::NotFound,
            store::Error::Conflict { .. } => Self::Stale,
            other => Self::Store(other),
        }
    }
}

impl Error {
    /// The database is overloaded: the same again later may do.
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Store(store::Error::Busy))
    }

    /// One fault at a field.
    pub fn at(field: &str, fault: Fault) -> Self {
        Self::Faults(Faults::at(field, fault))
    }
}
