//! A share with what it was made of: never a percentage alone.

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    /// What counts.
    pub part: i64,
    /// Out of what.
    pub whole: i64,
}

impl Rate {
    /// Fewer than this say little: a share of them is marked as such (our own measure; no rule sets one).
    pub const FEW: i64 = 10;

    /// In tenths of a percent; none without a denominator.
    pub const fn permille(self) -> Option<i64> {
        if self.whole > 0 { Some(self.part * 1000 / self.whole) } else { None }
    }

    /// Too few to say much.
    pub const fn is_small(self) -> bool {
        self.whole < Self::FEW
    }

    /// The same with so many more, of which so many count.
    #[must_use]
    pub const fn and(self, part: i64, whole: i64) -> Self {
        Self { part: self.part + part, whole: self.whole + whole }
    }
}
