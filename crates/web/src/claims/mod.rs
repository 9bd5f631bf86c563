//! What a claim is worth: one head with its facts, and a spreadsheet with a line for each worker.

pub mod page;
pub mod sheet;
