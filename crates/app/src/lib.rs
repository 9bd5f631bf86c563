//! One function for each intention of a person or of a timer: authorise, load, decide, write.
//!
//! Knows no HTTP, no SQL text, no paper format. [`ctx`] is the house and one request in it; [`port`] names what comes from outside.

pub mod access;
pub mod audit;
pub mod case;
pub mod claims;
pub mod contact;
pub mod ctx;
pub mod document;
pub mod error;
pub mod idempotency;
pub mod import;
pub mod intake;
pub mod jobs;
pub mod lists;
pub mod organisation;
pub mod party;
pub mod periods;
pub mod port;
pub mod table;
pub mod text;
pub mod vault;

pub use ctx::{Almanac, App, Ctx};
pub use error::{Error, Result};
