//! Workers and employers as persons of their own: the list, one with its cases, correcting what is known, and the lookup while typing.

mod correct;
pub mod list;
pub mod lookup;
pub mod page;
