//! A great many agreements, each lived day by day under the rules of `domain`: random days of effect, real holidays and a year whose notice
//! comes late, defaults, officers who are away, a machine that stands still. What is looked for: a window that closed without its package or
//! without a reminder in time.
//!
//! [`year`] makes the calendars and the days on which their notices come, [`life`] lives one agreement, [`oracle`] says independently of the
//! engine what should have happened, [`told`] what the parties were told at effect. [`Mutation`]s break the house on purpose, to show that the oracle would notice.

mod agreement;
mod life;
mod oracle;
mod tally;
mod told;
mod year;

use domain::periods::Rulebook;

pub use tally::Tally;
pub use year::Years;

/// The house as it is, or with one thing broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutation {
    /// As it is.
    None,
    /// Reminders look at today only, not over the days off that follow.
    NoHorizon,
    /// Packages are not drafted.
    NoPackage,
    /// A new notice moves no clock.
    NoticeIgnored,
    /// Reminders go out at any hour and on any day.
    AnyHour,
}

/// The simulation can't begin.
#[derive(Debug, thiserror::Error)]
pub enum SimulationFault {
    /// A calendar can't be read.
    #[error("a calendar can't be read")]
    Calendar(#[from] domain::periods::CalendarFault),
    /// The book of periods can't be read.
    #[error("the book of periods can't be read")]
    Book(#[from] app::periods::RulebookFault),
}

/// The house that is tried.
#[derive(Debug)]
pub struct House {
    rules: Rulebook,
    years: Years,
    mutation: Mutation,
}

impl House {
    /// The house with the shipped book and calendars.
    ///
    /// # Errors
    /// Files that can't be read; a test proves that the shipped ones can.
    pub fn new(mutation: Mutation) -> Result<Self, SimulationFault> {
        Ok(Self { rules: app::periods::shipped()?, years: Years::shipped()?, mutation })
    }

    /// Lives the agreements `from..to` of this seed.
    pub fn live(&self, seed: u64, from: u64, to: u64) -> Tally {
        let mut tally = Tally::default();
        for number in from..to {
            life::live(self, seed, number, &mut tally);
        }
        tally
    }

    /// Lives so many agreements on so many threads.
    pub fn live_all(&self, seed: u64, agreements: u64, threads: u64) -> Tally {
        let share = agreements.div_ceil(threads.max(1));
        std::thread::scope(|scope| {
            let part = |n: u64| scope.spawn(move || self.live(seed, (n * share).min(agreements), ((n + 1) * share).min(agreements)));
            let parts: Vec<_> = (0..threads.max(1)).map(part).collect();
            parts.into_iter().fold(Tally::default(), |all, part| match part.join() {
                Ok(tally) => all.with(tally),
                Err(_) => all.broken(),
            })
        })
    }
}
