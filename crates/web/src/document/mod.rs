//! Issued papers: issuing, the paper's own page, its files, and the public check page.

pub mod check;
pub mod issue;
pub mod issued;
pub mod remote;
pub mod sign;
