//! The directory: divisions, organisations with their rooms, mediators.
//!
//! [`division`] is the country's tree, [`directory`] the organisations, [`room`] and [`mediator`] what belongs to them,
//! [`record`] the records of registers with their history, [`facts`] what decisions need to know, [`load`] how many cases lie where,
//! [`coverage`] what is where, [`tally`] how many records have which codes.

pub mod codes;
pub mod coverage;
pub mod directory;
pub mod division;
pub mod facts;
pub mod load;
pub mod mediator;
pub mod needs;
pub mod record;
pub mod room;
pub mod tally;

pub use codes::Codes;
pub use directory::{Filter, OrganisationRow, find, insert, list, names, nearest, several, update};
pub use facts::{Identities, facts, identities, mediator_facts};
pub use load::{open_cases_by_handler, open_cases_by_mediator};
pub use mediator::MediatorRow;
pub use needs::{NeedsRow, needs_of};
pub use room::{RoomRow, room_is_usable, room_names};

crate::coded!(domain::organisation::OrganisationKind);
