//! The case: [`act`] on it, [`show`] it, [`list`] many, what is due ([`desk`]), its figures ([`overview`]), its files ([`upload`]).

mod act;
mod consequence;
pub mod desk;
pub mod list;
pub mod overview;
mod show;
pub mod upload;

pub use act::act;
pub(crate) use act::{act_in, decision, happened};
pub use show::{CaseView, ClaimView, ObligationView, PartyView, SessionView, Told, show, events};
