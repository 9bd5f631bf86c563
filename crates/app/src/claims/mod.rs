//! What a claim is worth, in words: facts in, an answer with sentences and articles out. The rules are `domain::claims::worth`.
//!
//! [`answer`](answer()) works out one head, [`line()`] one line of a batch, a line of a
//! spreadsheet for each worker ([`work`]), and what is told already ([`Told`]). [`Basis`] is what it stands on. Nothing here writes a case.

mod answer;
mod basis;
mod known;
mod line;
mod sheet;

pub use answer::{Answer, Sentence, answer};
pub use basis::{Basis, BasisFault};
pub use known::{Told, head_of};
pub use line::{form, json, line, object};
pub use sheet::{MOST_ROWS, Row, Worked, grid, in_a_cell, template, work, xlsx};
