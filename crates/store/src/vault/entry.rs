//! Sealed entries: appended, never changed; each carries the hash of the one before it, and the vault's row knows the last.

use domain::kernel::Moment;
use domain::kernel::id::{AccountId, CaseId, VaultEntryId};
use domain::vault::{VaultKind, VaultRoom};
use sha2::{Digest, Sha256};

use super::key::{self, VaultRow};
use crate::error::{Error, Result};
use crate::{Query, Sql, Tx, row, values};

row! {
    /// An entry as it lies there.
    pub struct EntryRow {
        /// Which.
        pub id: VaultEntryId,
        /// Of which case.
        pub case_id: CaseId,
        /// 1 for the first entry of the case.
        pub seq: i64,
        /// In which room.
        pub room: VaultRoom,
        /// What it is.
        pub kind: VaultKind,
        /// Who wrote it down.
        pub author: AccountId,
        /// When.
        pub at: Moment,
        /// The nonce.
        pub nonce: Vec<u8>,
        /// What was said, sealed.
        pub sealed: Vec<u8>,
        /// The hash of the entry before.
        pub prev_hash: Vec<u8>,
        /// The hash of this one.
        pub hash: Vec<u8>,
    }
}

const COLUMNS: &str = "id, case_id, seq, room, kind, author, at, nonce, sealed, prev_hash, hash";

/// An entry about to be appended.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// Which.
    pub id: VaultEntryId,
    /// In which room.
    pub room: VaultRoom,
    /// What it is.
    pub kind: VaultKind,
    /// Who wrote it down.
    pub author: AccountId,
    /// When.
    pub at: Moment,
    /// The nonce.
    pub nonce: Vec<u8>,
    /// What was said, sealed.
    pub sealed: Vec<u8>,
}

impl EntryRow {
    fn digest(&self) -> Vec<u8> {
        let mut hasher = Sha256::new();
        hasher.update(&self.prev_hash);
        let texts = [
            self.case_id.to_string(),
            self.seq.to_string(),
            self.id.to_string(),
            self.room.to_string(),
            self.kind.to_string(),
            self.author.to_string(),
            self.at.0.to_string(),
        ];
        for part in texts.iter().map(String::as_bytes).chain([self.nonce.as_slice(), self.sealed.as_slice()]) {
            hasher.update(part.len().to_string());
            hasher.update(b":");
            hasher.update(part);
        }
        hasher.finalize().to_vec()
    }
}

/// Appends an entry to the vault that `vault` is (locked by the caller); a writer who came second gets [`Error::Conflict`].
pub async fn append(tx: &Tx, vault: &VaultRow, new: NewEntry) -> Result<()> {
    let mut row = EntryRow {
        id: new.id,
        case_id: vault.case_id,
        seq: vault.entries + 1,
        room: new.room,
        kind: new.kind,
        author: new.author,
        at: new.at,
        nonce: new.nonce,
        sealed: new.sealed,
        prev_hash: vault.head.clone(),
        hash: Vec::new(),
    };
    row.hash = row.digest();
    let insert = format!("insert into vault_entry ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
    let (case, seq, hash) = (row.case_id, row.seq, row.hash.clone());
    let values =
        values![row.id, row.case_id, row.seq, row.room, row.kind, row.author, row.at, row.nonce, row.sealed, row.prev_hash, row.hash];
    tx.execute(insert, values).await?;
    tx.execute("update vault_case set entries = $1, head = $2 where case_id = $3", values![seq, hash, case]).await?;
    Ok(())
}

/// The entries of a case in order.
pub async fn of_case(q: &impl Query, case: CaseId) -> Result<Vec<EntryRow>> {
    Sql::new(&format!("select {COLUMNS} from vault_entry where case_id = ")).bind(case).push(" order by seq").all(q).await
}

/// One entry of a case.
pub async fn find(q: &impl Query, case: CaseId, id: VaultEntryId) -> Result<Option<EntryRow>> {
    Sql::new(&format!("select {COLUMNS} from vault_entry where case_id = ")).bind(case).push(" and id = ").bind(id).one(q).await
}

/// What a check of the vaults' chains found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VaultReport {
    /// Entries checked.
    pub entries: u64,
    /// Broken links: case and place in its chain.
    pub broken: Vec<(CaseId, i64)>,
}

/// Checks up to `limit` vaults after `after`; the last one checked says where to go on. Needs no key.
pub async fn verify(q: &impl Query, after: Option<CaseId>, limit: i64, report: &mut VaultReport) -> Result<Option<CaseId>> {
    if after.is_none() {
        let strays = "select case_id as value from vault_entry where case_id not in (select case_id from vault_case) group by case_id";
        let strays: Vec<CaseId> = q.query_column(strays, values![]).await?;
        report.broken.extend(strays.into_iter().map(|case| (case, 0)));
    }
    let mut sql = Sql::new("select case_id as value from vault_case where 1 = 1");
    if let Some(after) = after {
        sql = sql.push(" and case_id > ").bind(after);
    }
    let cases: Vec<CaseId> = sql.push(" order by case_id limit ").bind(limit).column(q).await?;
    for case in &cases {
        let vault = key::find(q, *case).await?.ok_or(Error::NotFound)?;
        let (mut seq, mut prev) = (0, Vec::new());
        for row in of_case(q, *case).await? {
            // What was added after the vault's row was read is left for the next check.
            if row.seq > vault.entries {
                break;
            }
            report.entries += 1;
            if row.seq != seq + 1 || row.prev_hash != prev || row.hash != row.digest() {
                report.broken.push((*case, row.seq));
            }
            seq = row.seq;
            prev = row.hash;
        }
        if seq != vault.entries || prev != vault.head {
            report.broken.push((*case, vault.entries));
        }
    }
    Ok(cases.last().copied())
}
