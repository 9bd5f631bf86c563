//! Tokens: 32 random bytes shown as text to one, stored as SHA-256 with us.

use sha2::{Digest, Sha256};

use crate::App;

/// A fresh token: 64 hexadecimal digits.
pub(super) fn fresh(app: &App) -> String {
    hex(&app.dice.secret())
}

/// What is stored of a token.
pub(super) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |text, byte| text + &format!("{byte:02x}"))
}

/// The bytes of hexadecimal digits, of a hash that a page sent back.
pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    let pair = |at: usize| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    (text.len() == 64).then(|| (0..32).map(|n| pair(n * 2)).collect()).flatten()
}

/// A password that somebody can read out and type once: `k7mp-x3qd-9wte`.
pub(crate) fn readable(app: &App) -> String {
    // Nothing that looks like something else: no i, l, o, 0, 1.
    const SIGNS: [char; 31] = [
        'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '2', '3', '4',
        '5', '6', '7', '8', '9',
    ];
    let mut text = String::new();
    // Bytes beyond the last whole round would make some signs likelier.
    let bytes = app.dice.secret().into_iter().filter(|byte| *byte < 248);
    for (n, byte) in bytes.take(12).enumerate() {
        if n > 0 && n % 4 == 0 {
            text.push('-');
        }
        text.extend(SIGNS.get(usize::from(byte) % SIGNS.len()));
    }
    text
}
