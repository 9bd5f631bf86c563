//! Pages of registers: the shelf of books, a book's list now or on a past day, one record with its history, and tables that come in.

pub mod attend;
pub mod ending;
pub mod fill;
pub mod import;
pub mod letter;
pub mod list;
pub mod open;
pub mod poster;
pub mod proof;
pub mod record;
pub mod review;
pub mod way;
mod words;

use app::organisation::register::Book;

use crate::guard::Visitor;

/// The book with this code; not there for who may see nothing of it.
fn book<'a>(visitor: &'a Visitor, code: &str) -> Result<&'a Book, app::Error> {
    let found = visitor.cx.app.lists.registers().find(code).ok_or(app::Error::NotFound)?;
    if visitor.may(found.register.audience.deal()) { Ok(found) } else { Err(app::Error::NotFound) }
}
