//! The master key of an installation: 32 random bytes that wrap the key of each case. It never stands in the database or in a log.

use std::fmt;

use domain::vault::CipherKind;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::gcm;

/// 32 bytes that open everything.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MasterKey([u8; 32]);

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(***)")
    }
}

impl From<[u8; 32]> for MasterKey {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl MasterKey {
    /// Reads 64 hexadecimal digits; blanks around them don't matter.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, two) in bytes.iter_mut().zip(digits.chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// The text that [`MasterKey::parse`] reads: for the key file alone.
    pub(crate) fn text(&self) -> Zeroizing<String> {
        let mut text = String::with_capacity(64);
        for byte in self.0 {
            push_hex(&mut text, byte);
        }
        Zeroizing::new(text)
    }

    /// Tells one master key from another without telling the key.
    pub fn fingerprint(&self) -> String {
        let mut text = String::with_capacity(12);
        self.derive("fingerprint").iter().take(6).for_each(|byte| push_hex(&mut text, *byte));
        text
    }

    /// The key that wraps keys of cases for this cipher.
    pub(crate) fn wrapping(&self, kind: CipherKind) -> Zeroizing<Vec<u8>> {
        let whole = self.derive(kind.code());
        Zeroizing::new(whole.iter().copied().take(gcm::key_length(kind)).collect())
    }

    /// One hash for each purpose; the master key is uniformly random, so a plain hash is enough.
    fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let mut hasher = Sha256::new();
        hasher.update(b"hetiao vault 1\n");
        hasher.update(purpose.as_bytes());
        hasher.update(b"\n");
        hasher.update(self.0);
        Zeroizing::new(hasher.finalize().into())
    }
}

/// Two digits of a byte.
fn push_hex(text: &mut String, byte: u8) {
    text.extend([byte >> 4, byte & 15].into_iter().filter_map(|half| char::from_digit(half.into(), 16)));
}
