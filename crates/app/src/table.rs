//! Tables that people bring: their texts, row by row, or what is wrong with the file.

use domain::kernel::Fault;

use crate::port::TableFault;
use crate::{App, Error, Result};

/// The texts of a table, row by row.
pub type Grid = Vec<Vec<String>>;

/// Reads a table of at most so many rows.
///
/// # Errors
/// A fault at `field` when the file is no table that can be read.
pub(crate) fn read(app: &App, file: &[u8], most_rows: usize, field: &str) -> Result<Grid> {
    app.tables.read(file, most_rows).map_err(|fault| {
        let code = match fault {
            TableFault::NotATable => "not_a_table",
            TableFault::NotUtf8 => "table_not_utf8",
            TableFault::TooLarge => "table_too_large",
        };
        Error::at(field, Fault::Wrong(code))
    })
}
