//! Exact numbers: a fraction of two whole numbers. Nothing is rounded before the end; what would not fit is an error, never a wrong figure.

use crate::kernel::Money;

/// A number that is never rounded: amounts in yuan, months, hours, shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    over: i128,
    /// Always above zero.
    under: i128,
}

/// The figure is larger than any that can be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the figure is too large")]
pub struct TooLarge;

/// What a calculation gives.
pub type Sum<T = Exact> = Result<T, TooLarge>;

const fn common(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    if a == 0 { 1 } else { a }
}

impl Exact {
    /// Nothing.
    pub const ZERO: Self = Self { over: 0, under: 1 };

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self { over: i128::from(number), under: 1 }
    }

    /// Hundredths: 2175 is 21.75.
    pub fn hundredths(number: i64) -> Self {
        Self::fraction(number, 100)
    }

    /// `over / under`; an `under` below one counts as one.
    pub fn fraction(over: i64, under: i64) -> Self {
        let (over, under) = (i128::from(over), i128::from(under.max(1)));
        let common = common(over.abs(), under);
        Self { over: over / common, under: under / common }
    }

    /// The amount in yuan.
    pub fn yuan(money: Money) -> Self {
        Self::hundredths(money.0)
    }

    fn checked(over: Option<i128>, under: Option<i128>) -> Sum {
        let (over, under) = (over.ok_or(TooLarge)?, under.ok_or(TooLarge)?);
        let common = common(over.checked_abs().ok_or(TooLarge)?, under);
        Ok(Self { over: over / common, under: under / common })
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Sum {
        let (left, right) = (self.over.checked_mul(other.under), other.over.checked_mul(self.under));
        Self::checked(left.zip(right).and_then(|(left, right)| left.checked_add(right)), self.under.checked_mul(other.under))
    }

    /// The difference; may be below zero.
    pub fn minus(self, other: Self) -> Sum {
        self.plus(Self { over: other.over.checked_neg().ok_or(TooLarge)?, under: other.under })
    }

    /// The product.
    pub fn times(self, other: Self) -> Sum {
        Self::checked(self.over.checked_mul(other.over), self.under.checked_mul(other.under))
    }

    /// The quotient; by zero it is too large.
    pub fn divided_by(self, other: Self) -> Sum {
        let sign = other.over.signum();
        let (over, under) = (other.under.checked_mul(sign).ok_or(TooLarge)?, other.over.checked_abs().ok_or(TooLarge)?);
        if under == 0 { Err(TooLarge) } else { self.times(Self { over, under }) }
    }

    /// So many hundredths of it: 80 for 80 %.
    pub fn percent(self, percent: i64) -> Sum {
        self.times(Self::hundredths(percent))
    }

    /// Larger than the other.
    pub fn exceeds(self, other: Self) -> Sum<bool> {
        Ok(self.minus(other)?.over > 0)
    }

    /// The larger of the two.
    pub fn at_least(self, other: Self) -> Sum {
        Ok(if other.exceeds(self)? { other } else { self })
    }

    /// The smaller of the two.
    pub fn at_most(self, other: Self) -> Sum {
        Ok(if self.exceeds(other)? { other } else { self })
    }

    /// Nothing, or less than nothing.
    pub const fn is_nothing(self) -> bool {
        self.over <= 0
    }

    /// The whole number below or at it.
    pub fn floor(self) -> Sum<i64> {
        i64::try_from(self.over.div_euclid(self.under)).map_err(|_| TooLarge)
    }

    /// The amount in fen, rounded half-up; below zero counts as nothing.
    pub fn money(self) -> Sum<Money> {
        let doubled = self.over.max(0).checked_mul(200).and_then(|fen| fen.checked_add(self.under)).ok_or(TooLarge)?;
        let fen = doubled / self.under.checked_mul(2).ok_or(TooLarge)?;
        i64::try_from(fen).ok().map(Money).filter(|money| *money <= Money::MAX).ok_or(TooLarge)
    }

    /// As people write it: `7`, `2.5`, `5.5068`; at most four decimal places, cut off.
    pub fn text(self) -> String {
        let sign = if self.over < 0 { "-" } else { "" };
        let (whole, rest) = (self.over.unsigned_abs() / self.under.unsigned_abs(), self.over.unsigned_abs() % self.under.unsigned_abs());
        let places = rest.checked_mul(10_000).unwrap_or_default() / self.under.unsigned_abs();
        let text = format!("{sign}{whole}.{places:04}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_rounded_before_the_end_and_then_half_goes_up() {
        let third = Exact::fraction(50, 3);
        assert_eq!(third.money().unwrap(), Money(1667));
        assert_eq!(third.times(Exact::whole(3)).unwrap(), Exact::whole(50));
        assert_eq!(Exact::fraction(1, 200).money().unwrap(), Money(1));
        assert_eq!(Exact::fraction(-1, 2).money().unwrap(), Money(0));
        assert_eq!((Exact::hundredths(250).text(), Exact::whole(7).text()), ("2.5".to_owned(), "7".to_owned()));
    }

    #[test]
    fn what_does_not_fit_is_told_and_never_wraps() {
        let large = Exact::whole(i64::MAX);
        let huge = large.times(large).unwrap();
        assert_eq!(huge.times(large), Err(TooLarge));
        assert_eq!(huge.money(), Err(TooLarge));
        assert_eq!(Exact::whole(1).divided_by(Exact::ZERO), Err(TooLarge));
    }
}
