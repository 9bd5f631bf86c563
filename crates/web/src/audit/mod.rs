//! Pages of the subject `audit`.

pub mod page;
