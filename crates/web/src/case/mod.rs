//! Pages of the subject `case`.

pub mod act;
pub mod calendar;
pub mod dispatch;
pub mod file;
mod guidance;
pub(crate) mod filter;
pub mod ledger;
pub(crate) mod line;
pub mod list;
pub mod page;
pub mod paper;
pub mod performance;
mod prefill;
