//! How one dispute goes, decided before it is told.

use app::contact::ContactForm;
use domain::agreement::ObligationKind;
use domain::closing::{CloseResult, PerformanceSeen};
use domain::intake::{Application, Complexity, ScopeClass};
use domain::kernel::{Moment, Money};
use domain::organisation::OrganisationKind;

use crate::params::Params;

/// How it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Not accepted, for this reason (data/decline-reasons.toml).
    Declined(String),
    /// An agreement that is kept.
    Agreement,
    /// An agreement about some of the claims.
    Partial,
    /// An agreement that is not kept.
    NotPerformed,
    /// Mediation ends without an agreement.
    Without(CloseResult),
}

impl Stall {
    /// Every place, early ones first.
    pub(crate) const ALL: [Self; 7] =
        [Self::Acceptance, Self::Dispatch, Self::Taking, Self::Mediation, Self::Signing, Self::Visit, Self::Archive];
}

impl End {
    /// Something is agreed on.
    pub(crate) const fn agrees(&self) -> bool {
        matches!(self, Self::Agreement | Self::Partial | Self::NotPerformed)
    }
}

/// Where it stops for good, because somebody forgets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stall {
    /// Nobody decides on acceptance.
    Acceptance,
    /// Nobody dispatches it.
    Dispatch,
    /// The organisation that was asked does not answer.
    Taking,
    /// No session is scheduled.
    Mediation,
    /// A signature does not come.
    Signing,
    /// Nobody makes the return visits.
    Visit,
    /// Nobody files the dossier.
    Archive,
}

/// Something that is owed by the agreement. Parties are numbered as in the application: workers, then employers.
#[derive(Clone, Debug)]
pub(crate) struct Duty {
    pub(crate) kind: ObligationKind,
    pub(crate) payer: usize,
    pub(crate) payee: usize,
    pub(crate) amount: Option<Money>,
    /// Due so many days after the agreement is in force.
    pub(crate) due: i64,
    pub(crate) way: String,
    /// Met so many days after the agreement is in force.
    pub(crate) met: Option<i64>,
}

/// What is said on the last return visit.
#[derive(Clone, Debug)]
pub(crate) struct LastVisit {
    pub(crate) performance: PerformanceSeen,
    pub(crate) satisfaction: i64,
    pub(crate) opinion: String,
}

/// How one dispute goes.
#[derive(Clone, Debug)]
pub(crate) struct Course {
    /// When somebody comes, calls or writes.
    pub(crate) received: Moment,
    /// As it is taken down first; without it the application comes by itself.
    pub(crate) contact: Option<ContactForm>,
    pub(crate) application: Application,
    pub(crate) scope: ScopeClass,
    pub(crate) complexity: Complexity,
    pub(crate) end: End,
    /// The kind of organisation that handles it, and the town when there is one in each.
    pub(crate) route: (OrganisationKind, String),
    /// Invited departments, by their keys in the words, each with what it is needed for.
    pub(crate) joint: Vec<(String, String)>,
    pub(crate) sessions: usize,
    /// Days and reason of an agreed extension.
    pub(crate) extension: Option<(i64, String)>,
    /// Ends after the period rather than being extended.
    pub(crate) late: bool,
    pub(crate) handed_back: bool,
    pub(crate) suspended: bool,
    pub(crate) recusal: bool,
    /// Claims by their place in the application, with what was found.
    pub(crate) verified: Vec<(usize, Money)>,
    /// Claims with what they are settled at.
    pub(crate) settled: Vec<(usize, Money)>,
    pub(crate) duties: Vec<Duty>,
    pub(crate) terms: Option<String>,
    /// Why it ends without an agreement, or is not kept.
    pub(crate) reason: Option<String>,
    /// Bodies that are told (data/bodies.toml).
    pub(crate) way_on: Vec<String>,
    pub(crate) last_visit: Option<LastVisit>,
    pub(crate) stall: Option<Stall>,
    /// What stands for placeholders in what is said.
    pub(crate) params: Params,
}
