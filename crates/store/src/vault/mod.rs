//! The vault: sealed entries in a chain of their own for each case ([`entry`]), the wrapped keys ([`key`]), requests for release ([`release`]).
//!
//! Nothing here is read by any list, search, figure, paper or export, and no other table points here. What the bytes mean, this crate can't know.

pub mod entry;
pub mod key;
pub mod release;

use domain::vault::{CipherKind, VaultKind, VaultRoom};

crate::coded!(CipherKind, VaultKind, VaultRoom, domain::vault::ReleaseDecision);
