//! Issued papers: [`paper`] the rows beside the events, [`file`] the bytes as they went out.

pub mod file;
pub mod paper;

crate::coded!(domain::document::PaperState);
pub mod signature;
