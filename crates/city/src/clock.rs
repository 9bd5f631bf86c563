//! The clock of a simulation: stands still until it is set.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use app::port::Clock;
use domain::kernel::Moment;

/// A clock that is set by hand. Clones show the same time.
#[derive(Clone, Debug)]
pub struct SimClock(Arc<AtomicI64>);

impl SimClock {
    /// A clock that shows `at`.
    pub fn at(at: Moment) -> Self {
        Self(Arc::new(AtomicI64::new(at.0)))
    }

    /// Sets the clock.
    pub fn set(&self, at: Moment) {
        self.0.store(at.0, Ordering::SeqCst);
    }
}

impl Clock for SimClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}
