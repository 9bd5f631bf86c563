//! Pages of the subject `organisation`.

pub mod division;
pub mod keep;
pub mod list;
pub mod mediator;
pub mod page;
pub mod register;
