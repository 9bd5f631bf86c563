//! Papers and sheets: what a paper says is decided here, how it is printed in the crate `documents`.

pub mod ledger;
pub mod model;
mod papers;

pub use papers::{Made, PaperKind, available, catalogue, paper, pdf};
