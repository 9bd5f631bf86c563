//! Registers: their books from `data/registers/` ([`book`]), entering and changing records ([`keep`]), seeing them now or on a past day
//! ([`list`], [`show`]), what everybody may know ([`open`]), what follows from them and ways on ([`way`]), and tables that go out and come in ([`sheet`]).
//!
//! Every change carries who and when: a version of the record, and a line in the audit log.

pub mod book;
mod cell;
mod choice;
mod double;
mod follow;
mod given;
pub mod keep;
mod like;
pub mod list;
pub mod names;
mod notice;
pub mod open;
pub mod pick;
mod right;
pub mod sheet;
pub mod show;
pub mod way;

pub use book::{Book, Registers};
pub use choice::{Choice, with_words};
pub use double::{Double, double};
pub use keep::{Moved, change, enter, step};
pub use list::{Figure, Listing, PAGE, figures, page};
pub use names::Names;
pub use right::never_filled;
pub use show::{Entered, RecordView, show};
pub use store::organisation::record::{Narrow, RecordFile, RecordRow};

use domain::access::{Action, Facts};
use domain::case::Actor;
use domain::kernel::id::{AccountId, OrganisationId};
use domain::organisation::register::{Audience, Filled};

use crate::{Ctx, Error, Result};

/// The values of a stored record.
pub fn filled(row: &RecordRow) -> Filled {
    match serde_json::from_str(&row.body) {
        Ok(serde_json::Value::Object(map)) => Filled(map),
        _ => Filled::default(),
    }
}

/// Whose a record is, for the rules of access.
pub(super) fn facts(organisation: Option<OrganisationId>, division: &str, people: Vec<AccountId>) -> Facts {
    Facts { division: division.to_owned(), offices: organisation.into_iter().collect(), home: organisation, people, ..Facts::default() }
}

/// May enter and change records of this book there; out of reach = not found.
pub(super) fn keeper(cx: &Ctx, book: &Book, facts: &Facts) -> Result<Actor> {
    cx.may(Action::Deal(book.register.entry.deal()), facts)
}

/// May see what of a record there is only for those who keep files of personnel, and for the person.
pub(super) fn sees(cx: &Ctx, facts: &Facts) -> bool {
    cx.may(Action::Deal(Audience::Personnel.deal()), facts).is_ok()
}

/// The book with this code.
fn book<'a>(cx: &'a Ctx, code: &str) -> Result<&'a Book> {
    cx.app.lists.registers().find(code).ok_or(Error::NotFound)
}
