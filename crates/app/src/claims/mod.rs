//! What a claim is worth, in words: facts in, an answer with sentences and articles out. The rules are `domain::claims::worth`.
//!
//! [`answer`](answer()) works out one head, [`line()`] one line of a batch, [`Basis`] is what it stands on. Nothing here reads or writes a case.

mod answer;
mod basis;
mod line;

pub use answer::{Answer, Sentence, answer};
pub use basis::{Basis, BasisFault};
pub use line::{form, json, line, object};
