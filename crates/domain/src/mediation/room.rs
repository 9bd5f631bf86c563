//! When a session fits: what is offered instead of a time at which the room or the mediator is taken.
//!
//! Only offers: a session may be held at any hour that is free ([`super::Schedule`]).

use crate::kernel::{Day, Moment};

/// A time that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// From when.
    pub starts: Moment,
    /// Until when.
    pub ends: Moment,
}

impl Span {
    /// Two spans share a moment; one may begin when the other ends.
    pub fn meets(self, other: Self) -> bool {
        self.starts < other.ends && other.starts < self.ends
    }
}

/// Sessions are offered between these times of day, every half hour (our own measure; no rule sets one).
const OPENS: (u8, u8) = (8, 30);
const CLOSES: (u8, u8) = (18, 0);
const STEP: i64 = 30;

/// The first times on these days, from `from` on, at which a session of so many minutes meets nothing that is taken; none meets another.
pub fn free(taken: &[Span], from: Moment, minutes: i64, days: impl IntoIterator<Item = Day>, most: usize) -> Vec<Moment> {
    let mut found: Vec<Moment> = Vec::new();
    for day in days {
        let (mut starts, close) = (Moment::at(day, OPENS.0, OPENS.1), Moment::at(day, CLOSES.0, CLOSES.1));
        while starts.plus_minutes(minutes) <= close && found.len() < most {
            let span = Span { starts, ends: starts.plus_minutes(minutes) };
            let fits = starts >= from && !taken.iter().any(|one| one.meets(span));
            starts = if fits {
                found.push(starts);
                span.ends
            } else {
                starts.plus_minutes(STEP)
            };
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day() -> Day {
        Day::of(2026, 11, 23).unwrap()
    }

    fn at(hour: u8, minute: u8) -> Moment {
        Moment::at(day(), hour, minute)
    }

    #[test]
    fn times_are_offered_around_what_is_taken() {
        let taken = [Span { starts: at(9, 0), ends: at(10, 30) }, Span { starts: at(14, 0), ends: at(15, 0) }];
        assert_eq!(free(&taken, at(9, 0), 90, [day()], 3), [at(10, 30), at(12, 0), at(15, 0)]);
        assert_eq!(free(&[], at(17, 0), 60, [day()], 9), [at(17, 0)], "nothing ends after hours");
        assert_eq!(free(&[], at(17, 30), 60, [day(), day().plus(1)], 1), [Moment::at(day().plus(1), 8, 30)]);
        let edge = Span { starts: at(9, 0), ends: at(10, 0) };
        assert!(!edge.meets(Span { starts: at(10, 0), ends: at(11, 0) }) && edge.meets(Span { starts: at(9, 59), ends: at(12, 0) }));
    }

    proptest! {
        #[test]
        fn no_offer_ever_meets_what_is_taken_or_another_offer(
            taken in proptest::collection::vec((0i64..900, 15i64..300), 0..12), minutes in 15i64..480, from in 0i64..900
        ) {
            let midnight = at(0, 0);
            let taken: Vec<Span> = taken.iter().map(|(first, long)| {
                let starts = midnight.plus_minutes(*first);
                Span { starts, ends: starts.plus_minutes(*long) }
            }).collect();
            let from = midnight.plus_minutes(from);
            let offers = free(&taken, from, minutes, [day(), day().plus(1)], 6);
            let spans: Vec<Span> = offers.iter().map(|starts| Span { starts: *starts, ends: starts.plus_minutes(minutes) }).collect();
            for (n, span) in spans.iter().enumerate() {
                prop_assert!(span.starts >= from && !taken.iter().any(|one| one.meets(*span)));
                prop_assert!(spans.iter().skip(n + 1).all(|other| !other.meets(*span)));
            }
        }
    }
}
