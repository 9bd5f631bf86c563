//! Ports: what the house needs from outside, as traits that others implement.

use domain::kernel::Moment;
use domain::kernel::id::CaseId;
use domain::vault::CipherKind;
use uuid::Uuid;

/// The clock on the wall.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Moment;
}

/// Randomness.
pub trait Dice: Send + Sync {
    /// A fresh UUIDv7.
    fn id(&self) -> Uuid;
    /// 32 random bytes for tokens and salts.
    fn secret(&self) -> [u8; 32];
}

/// A message for somebody outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// By what means: `sms`, `mail`, `court`, `arbitration` …
    pub means: &'static str,
    /// Who gets it, in words.
    pub to: String,
    /// Number or address.
    pub address: String,
    /// The text.
    pub text: String,
    /// It holds a one-time code: whoever carries it keeps it to itself.
    pub secret: bool,
    /// The case it is about.
    pub case: Option<CaseId>,
}

/// Carries messages out.
pub trait Exchange: Send + Sync {
    /// Sends one message; the text tells why it could not go.
    fn send(&self, message: &Message) -> Result<(), String>;

    /// Messages really reach people's telephones: without that nobody can be asked for a code.
    fn reaches_telephones(&self) -> bool;
}

/// Sealed bytes with their nonce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// 96 random bits, never used twice under a key.
    pub nonce: Vec<u8>,
    /// The bytes with their tag.
    pub bytes: Vec<u8>,
}

/// The key of a case, wrapped by the master key: this much may lie in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedKey {
    /// With what it seals.
    pub cipher: CipherKind,
    /// The fingerprint of the master key that wraps it.
    pub master: String,
    /// The key itself, wrapped.
    pub sealed: Sealed,
}

/// Why the vault can't be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CipherFault {
    /// The installation's master key is missing.
    #[error("the vault's master key is missing")]
    NoMaster,
    /// The installation's master key is another one than this case was locked with.
    #[error("the case was locked with master key {locked_with}, this installation has {present}")]
    WrongMaster {
        /// The fingerprint of the key it was locked with.
        locked_with: String,
        /// The fingerprint of the present one.
        present: String,
    },
    /// Bytes were changed, moved or cut.
    #[error("sealed bytes don't open: they were changed or moved")]
    Damaged,
}

/// Seals what the vault holds. A key in clear never leaves the implementation.
pub trait Cipher: Send + Sync {
    /// Whether the master key is there.
    fn ready(&self) -> Result<(), CipherFault>;
    /// A fresh key for a case, wrapped.
    fn new_key(&self, case: CaseId) -> Result<LockedKey, CipherFault>;
    /// Seals; `label` (in clear elsewhere) must be the same when it is opened.
    fn seal(&self, case: CaseId, key: &LockedKey, label: &[u8], plain: &[u8]) -> Result<Sealed, CipherFault>;
    /// Opens.
    fn open(&self, case: CaseId, key: &LockedKey, label: &[u8], sealed: &Sealed) -> Result<Vec<u8>, CipherFault>;
}

/// Why a table that somebody brought can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    /// Neither XLSX nor CSV.
    #[error("not a table")]
    NotATable,
    /// A CSV that is not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// More rows or columns than the bound, or a file that unpacks to far more than it is.
    #[error("too large")]
    TooLarge,
}

/// Reads tables that people bring: XLSX and CSV.
pub trait Tables: Send + Sync {
    /// The rows of the first sheet as texts, days as `2026-11-20`; at most `most_rows`.
    ///
    /// # Errors
    /// Why it can't be read.
    fn read(&self, file: &[u8], most_rows: usize) -> Result<Vec<Vec<String>>, TableFault>;
}
