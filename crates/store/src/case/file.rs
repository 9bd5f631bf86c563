//! Uploaded files: kept in the database, so that a file and the event that names it are written together or not at all.

use domain::kernel::Moment;
use domain::kernel::id::{AccountId, CaseId, FileId};

use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    /// A file without its bytes.
    pub struct FileRow {
        /// Which.
        pub id: FileId,
        /// Of which case.
        pub case_id: CaseId,
        /// Who stored it.
        pub account: AccountId,
        /// Title.
        pub name: String,
        /// Content type as found in the bytes.
        pub content_type: String,
        /// Bytes.
        pub size: i64,
        /// When.
        pub stored_at: Moment,
    }
}

row! {
    struct Bytes { bytes: Vec<u8> }
}

const COLUMNS: &str = "id, case_id, account, name, content_type, size, stored_at";

/// Stores a file.
pub async fn put(tx: &Tx, file: &FileRow, sha256: Vec<u8>, bytes: Vec<u8>) -> Result<()> {
    let insert = "insert into stored_file (id, case_id, account, name, content_type, size, sha256, bytes, stored_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = values![
        file.id,
        file.case_id,
        file.account,
        file.name.as_str(),
        file.content_type.as_str(),
        file.size,
        sha256,
        bytes,
        file.stored_at
    ];
    tx.execute(insert, values).await?;
    Ok(())
}

/// The files of a case whose bytes are there, oldest first.
pub async fn of_case(q: &impl Query, case: CaseId) -> Result<Vec<FileRow>> {
    Sql::new(&format!("select {COLUMNS} from stored_file where destroyed_at is null and case_id = "))
        .bind(case)
        .push(" order by stored_at, id")
        .all(q)
        .await
}

/// A file of a case with its bytes; nothing when they were destroyed.
pub async fn get(q: &impl Query, case: CaseId, file: FileId) -> Result<Option<(FileRow, Vec<u8>)>> {
    let of = |columns: &str| {
        Sql::new(&format!("select {columns} from stored_file where destroyed_at is null and case_id = "))
            .bind(case)
            .push(" and id = ")
            .bind(file)
    };
    let Some(row) = of(COLUMNS).one::<FileRow>(q).await? else { return Ok(None) };
    Ok(of("bytes").one::<Bytes>(q).await?.map(|found| (row, found.bytes)))
}
