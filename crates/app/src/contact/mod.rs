//! Reception (首问负责, S3-26): whoever comes, calls or writes is taken down, and somebody answers for the matter until it has ended.
//!
//! [`receive`] takes it down; [`hand_over`] passes it on against a receipt; it ends by [`advise`], [`refer`] or [`became_case`].

mod form;
mod handle;
mod list;
mod receive;
mod show;

pub use form::{AdviseForm, ContactForm, HandOverForm, ReferForm};
pub use handle::{advise, became_case, hand_over, refer};
pub use list::{ContactLine, ListFilter, list};
pub(crate) use receive::receive_in;
pub use receive::{Received, receive};
pub use show::{ContactView, StepView, show};
pub use store::contact::{ContactOutcome, ContactRow, StepKind};

use domain::access::rules::Deal;
use domain::access::{Action, Facts};
use domain::case::Actor;

use crate::{Ctx, Result};

/// Taking contacts down and answering for them.
const RECEIVE: Action = Action::Deal(Deal::Receive);

/// As whom the person deals with a contact; out of reach = not found.
fn reach(cx: &Ctx, row: &ContactRow) -> Result<Actor> {
    let facts = Facts {
        division: row.division.clone(),
        offices: vec![row.office],
        home: Some(row.office),
        people: vec![row.owner],
        ..Facts::default()
    };
    cx.may(RECEIVE, &facts)
}
