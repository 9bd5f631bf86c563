//! Pages of the subject `case`.

pub mod act;
pub mod amounts;
pub mod calendar;
pub mod clocks;
pub mod dispatch;
pub mod disposal;
pub(crate) mod due;
pub mod file;
pub(crate) mod filter;
mod guidance;
mod instead;
pub mod ledger;
mod liaison;
pub(crate) mod line;
pub mod list;
mod offered;
pub mod page;
pub mod paper;
pub mod performance;
mod prefill;
mod shown;
pub mod ways;
