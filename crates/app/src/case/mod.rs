//! The case: [`act`] on it, [`show`] it, [`list`] many, what is due ([`desk`]), its clocks ([`running`]), its figures ([`overview`]), its files ([`upload`]).
//!
//! [`board`] is the dispatch board, [`ledger`] the mediation ledger, [`disposal`] the dossiers whose time is over, [`outbox`] the messages; [`names`] are looked up for a whole page at once.

mod act;
pub mod amounts;
pub mod board;
mod check;
mod choices;
pub mod clocks;
mod consequence;
pub mod desk;
pub mod disposal;
pub mod ledger;
pub mod list;
pub mod names;
pub mod outbox;
pub mod overview;
pub mod running;
mod show;
pub mod upload;
mod view;
pub mod ways;

pub use act::act;
pub(crate) use act::{Beside, act_beside, act_in, decision, happened, write};
pub use check::findings;
pub(crate) use choices::bodies_nearby;
pub use choices::{Choice, Found, choices};
pub(crate) use show::note_reading;
pub use show::{events, show};
pub use view::{CaseView, ClaimView, ObligationView, PartyView, PaymentView, SessionView, Told};
