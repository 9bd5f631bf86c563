//! The vault: what is said to settle, apart from everything that leaves the house (令17号 art. 11; 民诉法解释 art. 107; 特邀调解规定 art. 22).
//!
//! What is put into it ([`entry`]) is no event of the case: neither the log, nor any list, paper, figure or export knows whether there is
//! anything at all. Only a release ([`release`]) and the end of the key ([`key_end`]) are events, and the second one comes to every case alike.

pub mod entry;
pub mod event;
pub mod key_end;
pub mod release;

pub use entry::{PutEntry, VaultKind, VaultRoom, may_put};
pub use key_end::{end_key, key_ends};
pub use release::{AskRelease, ConsentRow, DecideRelease, Release, ReleaseDecision, ReleaseGround, ReleaseRequest, may_ask, release};

use crate::codes;
use crate::intake::Side;

codes! {
    /// With what a case's entries are sealed. New cases get the configured one; old ones keep theirs.
    pub enum CipherKind as "cipher" {
        /// AES-256-GCM (NIST SP 800-38D)
        Aes256Gcm = "aes_256_gcm",
        /// SM4-GCM (GB/T 32907, RFC 8998)
        Sm4Gcm = "sm4_gcm",
    }
}

/// Where somebody sits who may read in the vault. So far only mediators sign in; a party that does will get its side's seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// The case's mediator: in every room.
    Mediator,
    /// Somebody of this side: in the shared room and in the own one, never in the other side's.
    Side(Side),
}

/// The slice of the case that this room owns: what every reader of the case may know.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Vault {
    /// What was let out.
    pub released: Vec<Release>,
    /// The key was destroyed.
    pub over: bool,
}
