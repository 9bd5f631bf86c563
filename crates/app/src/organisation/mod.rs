//! The directory: divisions, organisations with their rooms, mediators, and who could take a case.
//!
//! Everybody who is signed in may read it ([`list()`], [`show()`]); whoever keeps it changes what lies in their division
//! ([`create`], [`update`], [`put_room`], [`put_mediator`]), with a line in the audit log each time.

mod above;
pub mod appraisal;
mod body;
pub mod brought;
pub mod calendar;
mod candidate;
mod card;
pub mod chronicle;
pub mod coverage;
mod division;
mod form;
pub mod honour;
mod keep;
pub mod letter;
pub mod liaison;
pub mod lifecycle;
mod list;
pub mod matter;
mod mediator;
pub mod member;
pub mod past;
mod past_coverage;
mod posting;
pub mod proof;
mod reach;
pub mod register;
pub mod room;
mod roster;
mod show;
pub mod standard;
pub mod system;
pub mod table;
pub mod training;
pub mod training_plan;
pub mod transfer;
pub mod tree;
pub mod work;

pub use above::standing;
pub use body::{Body, bodies_of_kind, body_for};
pub use candidate::{Candidate, Ground, MediatorCandidate, Needs, candidates, candidates_for};
pub use card::{MediatorView, mediator};
pub use division::{division_name, division_path, divisions_below, ensure_divisions, import_divisions, replace_divisions};
pub use form::{MediatorForm, OrganisationForm, RoomForm};
pub use keep::{create, put_room, update};
pub use list::{After, ListFilter, OrganisationLine, PAGE, Page, list, names};
pub use mediator::{MediatorFilter, MediatorLine, mediators, put_mediator};
pub(crate) use posting::{posted, serving};
pub use reach::{division_count, divisions_within, offices_named, offices_within};
pub(crate) use roster::{asks_certificate, certified};
pub use show::{OrganisationView, keeps, show};
pub use store::organisation::division::DivisionRow;
pub use store::organisation::{OrganisationRow, RoomRow, facts, mediator_facts};
