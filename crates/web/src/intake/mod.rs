//! Registration on one screen.
//!
//! [`page`] answers, [`sheet`] draws, [`known`] finds and fills in parties that are known already, [`row`] and [`claim`] are the rows of
//! the form, [`worth`] works out an amount beside its row, [`refused`] puts a refusal beside its field.

mod claim;
pub(crate) mod known;
pub mod page;
pub(crate) mod refused;
mod row;
mod sheet;
mod worth;
