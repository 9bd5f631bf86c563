//! The only place that knows SQL: SQLite for one office, PostgreSQL for a province, one set of queries for both.
//!
//! [`db`] is the floor (how to read, write and migrate), [`search`] the full text; each subject has a folder of its own.

pub mod access;
pub mod audit;
pub mod case;
pub mod contact;
pub mod db;
pub mod document;
pub mod error;
pub mod numbering;
pub mod organisation;
pub mod party;
pub mod search;
pub mod vault;

pub use db::{Query, Reader, Sql, Store, Target, Tx};
pub use error::{Error, Result};
