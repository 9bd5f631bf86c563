//! Seeded dice: the same ids, secrets and choices for the same seed on every machine.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use app::port::{Clock, Dice};
use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;
use uuid::Uuid;

use crate::clock::SimClock;

/// The house's randomness from a seed. Ids are UUIDv7 with the time of the simulated clock, so that they sort by it.
pub struct SeededDice {
    thrower: Mutex<Thrower>,
    clock: SimClock,
}

struct Thrower {
    rng: ChaCha8Rng,
    /// The millisecond of the last id, and how many ids it has seen.
    last: (u64, u16),
}

impl fmt::Debug for SeededDice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SeededDice")
    }
}

impl SeededDice {
    /// Dice that fall as the seed says, at the times of the clock.
    pub fn new(seed: u64, clock: SimClock) -> Self {
        Self { thrower: Mutex::new(Thrower { rng: ChaCha8Rng::seed_from_u64(seed), last: (0, 0) }), clock }
    }

    fn throw<T>(&self, what: impl FnOnce(&mut Thrower) -> T) -> T {
        what(&mut self.thrower.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Dice for SeededDice {
    fn id(&self) -> Uuid {
        let now = u64::try_from(self.clock.now().0).unwrap_or(0);
        self.throw(|thrower| {
            let (at, count) = thrower.last;
            // Ids of one millisecond rise, 16 apart in the counter's twelve bits; when those are used up, the next millisecond is borrowed.
            thrower.last = match count.checked_add(1).filter(|next| *next < 0x1000) {
                Some(next) if at >= now => (at, next),
                None if at >= now => (at + 1, 0),
                _ => (now, 0),
            };
            let (at, count) = thrower.last;
            let high = (u128::from(at & 0xffff_ffff_ffff) << 80) | (0x7 << 76) | (u128::from(count) << 64);
            let low = (thrower.rng.next_u64() & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000;
            Uuid::from_u128(high | u128::from(low))
        })
    }

    fn secret(&self) -> [u8; 32] {
        let mut secret = [0; 32];
        self.throw(|thrower| thrower.rng.fill_bytes(&mut secret));
        secret
    }
}

/// Choices of one telling, apart from the house's dice: whole numbers only, so that they fall alike everywhere.
#[derive(Debug, Clone)]
pub(crate) struct Choice(ChaCha8Rng);

impl Choice {
    /// The choices of one thread of the telling.
    pub(crate) fn new(seed: u64, thread: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(thread);
        Self(rng)
    }

    /// A number below `limit`; 0 when there is none.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        let wide = u128::from(self.0.next_u64()) * u128::from(limit);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high.saturating_sub(low)).unwrap_or(0);
        low.saturating_add(i64::try_from(self.below(width.saturating_add(1))).unwrap_or(0))
    }

    /// True so often in a thousand.
    pub(crate) fn in_thousand(&mut self, share: u64) -> bool {
        self.below(1000) < share
    }

    /// One of the list.
    pub(crate) fn of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let limit = u64::try_from(list.len()).unwrap_or(0);
        list.get(usize::try_from(self.below(limit)).unwrap_or(0))
    }

    /// One of the list by weight.
    pub(crate) fn weighted<'a, T>(&mut self, list: &'a [T], weight: impl Fn(&T) -> u64) -> Option<&'a T> {
        let total = list.iter().map(&weight).sum();
        let mut left = self.below(total);
        list.iter().find(|item| {
            let share = weight(item);
            let hit = left < share;
            left = left.saturating_sub(share);
            hit
        })
    }
}
