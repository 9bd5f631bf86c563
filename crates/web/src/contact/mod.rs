//! Reception: the list of contacts, taking one down, and what is done about it.

pub mod list;
pub mod new;
pub mod page;
