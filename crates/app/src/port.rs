//! Ports: what the house needs from outside, as traits that others implement.

use domain::kernel::Moment;
use domain::kernel::id::CaseId;
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
    /// The case it is about.
    pub case: Option<CaseId>,
}

/// Carries messages out.
pub trait Exchange: Send + Sync {
    /// Sends one message; the text tells why it could not go.
    fn send(&self, message: &Message) -> Result<(), String>;
}
