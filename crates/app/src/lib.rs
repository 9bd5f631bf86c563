//! One function for each intention of a person or of a timer: authorise, load, decide, write.
//!
//! Knows no HTTP, no SQL text, no paper format. [`ctx`] is the house and one request in it; [`port`] names what comes from outside.

pub mod ctx;
pub mod document;
pub mod error;
pub mod lists;
pub mod port;

pub use ctx::{App, Ctx};
pub use error::{Error, Result};
