//! The case: one aggregate that carries a dispute from registration to archive.
//!
//! [`command`] lists what can be asked, [`stage`] when it is offered, [`decide()`] turns a command into [`event`]s,
//! [`state`] holds what the events add up to. It knows no database, no page, no clock.

pub mod command;
mod decide;
pub mod event;
pub mod note;
pub mod refusal;
pub mod stage;
pub mod state;
pub mod timing;
pub mod words;

pub use command::{Act, Command};
pub use decide::{Clash, Decision, IdSource, Lookup, Outcome, Settings, decide, register};
pub use event::{Event, Recorded};
pub use refusal::{Reason, Refusal};
pub use stage::{Offer, Stage, offer, offer_on};
pub use state::{Case, Waiting};
pub use words::{Words, WordsKind};

use crate::access::Role;
use crate::kernel::id::{AccountId, OrganisationId};

/// Who acts, in which role, for which office. The system acts without an account.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Actor {
    /// The person; none for the system itself.
    pub account: Option<AccountId>,
    /// The role in which the person acts.
    pub role: Role,
    /// The office for which the person acts.
    pub office: Option<OrganisationId>,
}

impl Actor {
    /// The system itself, for no office.
    pub const SYSTEM: Self = Self { account: None, role: Role::System, office: None };
}
