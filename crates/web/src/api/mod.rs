//! Pages of the subject `api`.

pub mod case;
pub mod document;
pub mod intake;
pub mod problem;
