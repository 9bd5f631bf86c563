//! GCM over AES-256 (NIST SP 800-38D) and over SM4 (RFC 8998): 96-bit nonce, 128-bit tag. The vectors in the tests hold them to it.

use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{Aead, KeyInit, Nonce, Payload};
use aes_gcm::{Aes256Gcm, AesGcm};
use domain::vault::CipherKind;
use sm4::Sm4;

type Sm4Gcm = AesGcm<Sm4, U12>;

/// Bytes of a nonce.
pub(crate) const NONCE: usize = 12;

/// Bytes of a key.
pub(crate) const fn key_length(kind: CipherKind) -> usize {
    match kind {
        CipherKind::Aes256Gcm => 32,
        CipherKind::Sm4Gcm => 16,
    }
}

/// Seals; nothing when key or nonce have the wrong length.
pub(crate) fn seal(kind: CipherKind, key: &[u8], nonce: &[u8], label: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    match kind {
        CipherKind::Aes256Gcm => seal_with::<Aes256Gcm>(key, nonce, label, plain),
        CipherKind::Sm4Gcm => seal_with::<Sm4Gcm>(key, nonce, label, plain),
    }
}

/// Opens; nothing when key, label or a single bit is not what it was sealed with.
pub(crate) fn open(kind: CipherKind, key: &[u8], nonce: &[u8], label: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
    match kind {
        CipherKind::Aes256Gcm => open_with::<Aes256Gcm>(key, nonce, label, bytes),
        CipherKind::Sm4Gcm => open_with::<Sm4Gcm>(key, nonce, label, bytes),
    }
}

fn seal_with<C: Aead + KeyInit>(key: &[u8], nonce: &[u8], label: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    let nonce: Nonce<C> = nonce.try_into().ok()?;
    C::new_from_slice(key).ok()?.encrypt(&nonce, Payload { msg: plain, aad: label }).ok()
}

fn open_with<C: Aead + KeyInit>(key: &[u8], nonce: &[u8], label: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
    let nonce: Nonce<C> = nonce.try_into().ok()?;
    C::new_from_slice(key).ok()?.decrypt(&nonce, Payload { msg: bytes, aad: label }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        let digits: Vec<u8> = hex.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
        digits.chunks(2).map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap()).collect()
    }

    /// Key, nonce, label, plain, sealed with its tag.
    fn check(kind: CipherKind, [key, nonce, label, plain, sealed]: [&str; 5]) {
        let (key, nonce, label) = (bytes(key), bytes(nonce), bytes(label));
        assert_eq!(seal(kind, &key, &nonce, &label, &bytes(plain)), Some(bytes(sealed)));
        assert_eq!(open(kind, &key, &nonce, &label, &bytes(sealed)), Some(bytes(plain)));
    }

    #[test]
    fn sm4_gcm_gives_what_rfc_8998_says() {
        check(
            CipherKind::Sm4Gcm,
            [
                "0123456789ABCDEFFEDCBA9876543210",
                "00001234567800000000ABCD",
                "FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2",
                "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD
                 EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA",
                "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735
                 D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D
                 83DE3541E4C2B58177E065A9BF7B62EC",
            ],
        );
    }

    #[test]
    fn aes_256_gcm_gives_what_the_standard_s_sixteenth_case_says() {
        check(
            CipherKind::Aes256Gcm,
            [
                "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
                "cafebabefacedbaddecaf888",
                "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
                 1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
                "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
                 8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662
                 76fc6ece0f4e1768cddf8853bb2d551b",
            ],
        );
    }
}
