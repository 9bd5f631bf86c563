//! Personal data that logs never show.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A value whose `Debug` shows `***`. Read it on purpose with [`Masked::reveal`].
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Masked<T>(T);

impl<T> Masked<T> {
    /// Wraps a value that logs must not show.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value in clear: the caller answers for who sees it.
    pub const fn reveal(&self) -> &T {
        &self.0
    }

    /// The value in clear.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Masked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// `138****4417`: the first three and last four characters; short texts become stars altogether.
pub fn mask(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let n = chars.len();
    if n < 8 {
        return "*".repeat(n);
    }
    let edge = |range: std::ops::Range<usize>| chars.get(range).unwrap_or_default().iter().collect::<String>();
    format!("{}{}{}", edge(0..3), "*".repeat(n - 7), edge(n - 4..n))
}
