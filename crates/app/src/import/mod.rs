//! Bulk import of applications: one JSON object on each line (`data/stories/README.md` tells the keys).
//!
//! [`lines`] reads a file with a bound on each line, [`parse_line`] reads one line, [`import_lines`] files them one by one. A line is
//! filed together with its mark, so that an import that was interrupted goes on where it stood when it is started again.

mod file;
mod parse;
mod read;

pub use file::{LineOutcome, LineReport, Tally, import_lines};
pub use parse::{LineFault, parse_line, told};
pub use read::{LONGEST, lines};
