//! Pages of the subject `intake`.

pub mod page;
