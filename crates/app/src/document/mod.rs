//! Papers and sheets: what a paper says is decided here, how it is printed in the crate `documents`.

mod bound;
pub mod check;
pub mod disposal;
pub mod issue;
pub mod issued;
pub mod ledger;
pub mod model;
mod papers;
pub mod remote;
mod sheet;
pub mod sign;
pub mod strokes;

pub use bound::{Bound, bound};
pub use papers::{
    Answers, Belongs, Bureau, Draft, Entry, Facts, Issuer, Made, Matter, Missing, PaperKind, Place, Subject, available, catalogue, compose,
    draft, facts, paper, pdf,
};
