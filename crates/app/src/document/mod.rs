//! Papers and sheets: what a paper says is decided here, how it is printed in the crate `documents`.

mod bound;
pub mod check;
pub mod disposal;
mod folder;
pub mod issue;
pub mod issued;
pub mod ledger;
pub mod model;
mod package;
mod papers;
mod pieces;
pub mod remote;
mod sheet;
pub mod sign;
mod stack;
pub mod strokes;

pub use bound::{Bound, bound};
pub use folder::{Folder, folder};
pub use package::package;
pub(crate) use papers::printed;
pub use papers::{
    Answers, Belongs, Bureau, Draft, Entry, Facts, Issuer, Made, Matter, Missing, PaperKind, Place, Subject, available, catalogue, compose,
    draft, facts, for_party, made, paper, pdf,
};
pub use stack::stack;
