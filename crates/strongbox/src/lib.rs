//! Keys of the vault: the only crate that ever sees one in clear. Implements [`app::port::Cipher`].
//!
//! Each case has a key of its own, wrapped by the master key of the installation ([`MasterKey`], read by [`key_file`]). This crate knows no
//! database and writes no log, so that a key can't end in either. What it can't protect from is written in `docs/vault.md`.

mod gcm;
pub mod key_file;
mod master;

pub use master::MasterKey;

use std::sync::Arc;

use app::port::{Cipher, CipherFault, Dice, LockedKey, Sealed};
use domain::kernel::id::CaseId;
use domain::vault::CipherKind;
use zeroize::Zeroizing;

/// The keys of an installation.
pub struct Strongbox {
    master: Option<MasterKey>,
    kind: CipherKind,
    dice: Arc<dyn Dice>,
}

impl Strongbox {
    /// A box that opens with `master`; new cases get keys for `kind`.
    pub fn new(master: MasterKey, kind: CipherKind, dice: Arc<dyn Dice>) -> Self {
        Self { master: Some(master), kind, dice }
    }

    /// A box whose master key is lost: everything about it answers [`CipherFault::NoMaster`].
    pub fn lost(kind: CipherKind, dice: Arc<dyn Dice>) -> Self {
        Self { master: None, kind, dice }
    }

    fn master(&self) -> Result<&MasterKey, CipherFault> {
        self.master.as_ref().ok_or(CipherFault::NoMaster)
    }

    fn nonce(&self) -> [u8; gcm::NONCE] {
        let mut nonce = [0; gcm::NONCE];
        nonce.iter_mut().zip(self.dice.secret()).for_each(|(to, from)| *to = from);
        nonce
    }

    /// The key of a case in clear, for as long as it is needed.
    fn unlock(&self, case: CaseId, key: &LockedKey) -> Result<Zeroizing<Vec<u8>>, CipherFault> {
        let master = self.master()?;
        if master.fingerprint() != key.master {
            return Err(CipherFault::WrongMaster { locked_with: key.master.clone(), present: master.fingerprint() });
        }
        let wrapping = master.wrapping(key.cipher);
        gcm::open(key.cipher, &wrapping, &key.sealed.nonce, &label_of_key(case, key.cipher), &key.sealed.bytes)
            .map(Zeroizing::new)
            .ok_or(CipherFault::Damaged)
    }
}

/// A key can't be moved to another case or cipher.
fn label_of_key(case: CaseId, kind: CipherKind) -> Vec<u8> {
    format!("hetiao vault key 1\n{case}\n{kind}").into_bytes()
}

impl Cipher for Strongbox {
    fn ready(&self) -> Result<(), CipherFault> {
        self.master().map(|_| ())
    }

    fn new_key(&self, case: CaseId) -> Result<LockedKey, CipherFault> {
        let master = self.master()?;
        let fresh = Zeroizing::new(self.dice.secret());
        let key = fresh.get(..gcm::key_length(self.kind)).ok_or(CipherFault::Damaged)?;
        let nonce = self.nonce();
        let label = label_of_key(case, self.kind);
        let bytes = gcm::seal(self.kind, &master.wrapping(self.kind), &nonce, &label, key).ok_or(CipherFault::Damaged)?;
        Ok(LockedKey { cipher: self.kind, master: master.fingerprint(), sealed: Sealed { nonce: nonce.to_vec(), bytes } })
    }

    fn seal(&self, case: CaseId, key: &LockedKey, label: &[u8], plain: &[u8]) -> Result<Sealed, CipherFault> {
        let clear = self.unlock(case, key)?;
        let nonce = self.nonce();
        let bytes = gcm::seal(key.cipher, &clear, &nonce, label, plain).ok_or(CipherFault::Damaged)?;
        Ok(Sealed { nonce: nonce.to_vec(), bytes })
    }

    fn open(&self, case: CaseId, key: &LockedKey, label: &[u8], sealed: &Sealed) -> Result<Vec<u8>, CipherFault> {
        let clear = self.unlock(case, key)?;
        gcm::open(key.cipher, &clear, &sealed.nonce, label, &sealed.bytes).ok_or(CipherFault::Damaged)
    }
}

#[cfg(test)]
mod tests;
