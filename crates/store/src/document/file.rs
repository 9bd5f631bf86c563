//! The files of an issued paper, byte for byte as they went out. Destroyed bytes leave their hash behind.

use domain::kernel::id::PaperId;

use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    /// A file with its bytes; none when they were destroyed.
    pub struct Kept {
        /// SHA-256 of what was kept.
        pub sha256: Vec<u8>,
        /// The bytes.
        pub bytes: Vec<u8>,
    }
}

/// Keeps a file of a paper. `format` is `pdf` or `docx`.
pub async fn put(tx: &Tx, paper: PaperId, format: &str, sha256: &[u8], bytes: Vec<u8>) -> Result<()> {
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let insert = "insert into issued_file (paper, format, size, sha256, bytes) values ($1, $2, $3, $4, $5)";
    tx.execute(insert, values![paper, format, size, sha256, bytes]).await?;
    Ok(())
}

/// A file of a paper; nothing when there is none of this format or its bytes were destroyed.
pub async fn get(q: &impl Query, paper: PaperId, format: &str) -> Result<Option<Kept>> {
    let sql = Sql::new("select sha256, bytes from issued_file where destroyed_at is null and paper = ").bind(paper);
    sql.push(" and format = ").bind(format).one(q).await
}

/// The formats in which a paper is kept.
pub async fn formats(q: &impl Query, paper: PaperId) -> Result<Vec<String>> {
    let sql = Sql::new("select format as value from issued_file where destroyed_at is null and paper = ").bind(paper);
    sql.push(" order by format desc").column(q).await
}
