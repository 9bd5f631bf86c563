//! Pages of the subject `desk`.

pub mod outbox;
pub mod overview;
pub mod search;
pub mod today;
