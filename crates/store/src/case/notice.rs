//! Notices of days off that were imported after the program was built: one text for each, as it was read.

use domain::kernel::Moment;

use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    /// A notice.
    pub struct Notice {
        /// The name under which deadlines remember the calendar.
        pub version: String,
        /// The lines `date,kind,name`.
        pub lines: String,
        /// Where it comes from.
        pub source: String,
        /// When it was imported.
        pub imported_at: Moment,
    }
}

/// Every notice, the oldest first.
pub async fn all(q: &impl Query) -> Result<Vec<Notice>> {
    Sql::new("select version, lines, source, imported_at from calendar_notice order by imported_at, version").all(q).await
}

/// Keeps a notice; false when one of this name is kept already.
pub async fn keep(tx: &Tx, notice: &Notice) -> Result<bool> {
    let insert =
        "insert into calendar_notice (version, lines, source, imported_at) values ($1, $2, $3, $4) on conflict (version) do nothing";
    let values = values![notice.version.as_str(), notice.lines.as_str(), notice.source.as_str(), notice.imported_at];
    Ok(tx.execute(insert, values).await? > 0)
}
