//! The key of each case, wrapped by the master key of the installation; once destroyed, the row remains and says so.

use domain::kernel::Moment;
use domain::kernel::id::CaseId;
use domain::vault::CipherKind;

use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    /// The vault of a case as a whole.
    pub struct VaultRow {
        /// Which case.
        pub case_id: CaseId,
        /// With what its entries are sealed; nothing after the end.
        pub cipher: Option<CipherKind>,
        /// The fingerprint of the master key that wraps its key.
        pub master: Option<String>,
        /// The nonce of the wrapped key.
        pub key_nonce: Option<Vec<u8>>,
        /// The wrapped key.
        pub key_sealed: Option<Vec<u8>>,
        /// How many entries there are.
        pub entries: i64,
        /// The hash of the newest entry.
        pub head: Vec<u8>,
        /// Since when there is one.
        pub begun_at: Moment,
        /// When the key was destroyed.
        pub destroyed_at: Option<Moment>,
    }
}

const COLUMNS: &str = "case_id, cipher, master, key_nonce, key_sealed, entries, head, begun_at, destroyed_at";

/// A fresh key, wrapped.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// With what entries are sealed.
    pub cipher: CipherKind,
    /// The fingerprint of the master key.
    pub master: String,
    /// The nonce.
    pub nonce: Vec<u8>,
    /// The wrapped key.
    pub sealed: Vec<u8>,
}

/// The vault of a case; nothing before the first entry.
pub async fn find(q: &impl Query, case: CaseId) -> Result<Option<VaultRow>> {
    Sql::new(&format!("select {COLUMNS} from vault_case where case_id = ")).bind(case).one(q).await
}

/// Begins the vault of a case with this key; when somebody was faster, theirs stays.
pub async fn begin(tx: &Tx, case: CaseId, at: Moment, key: NewKey) -> Result<()> {
    let insert = format!("insert into vault_case ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (case_id) do nothing");
    let values = values![case, key.cipher, key.master, key.nonce, key.sealed, 0_i64, Vec::<u8>::new(), at, None::<Moment>];
    tx.execute(insert, values).await?;
    Ok(())
}

/// Destroys the key: the row remains, without anything that could open an entry.
pub async fn destroy(tx: &Tx, case: CaseId, at: Moment) -> Result<()> {
    let none = || None::<Vec<u8>>;
    let insert = format!("insert into vault_case ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (case_id) do nothing");
    tx.execute(insert, values![case, None::<CipherKind>, None::<String>, none(), none(), 0_i64, Vec::<u8>::new(), at, at]).await?;
    // Written over before it is let go, so that the old bytes don't stay in the row's page.
    let over = "update vault_case set key_sealed = $1, key_nonce = $2 where case_id = $3 and key_sealed is not null";
    tx.execute(over, values![vec![0_u8; 64], vec![0_u8; 12], case]).await?;
    let gone = "update vault_case set key_sealed = $1, key_nonce = $2, destroyed_at = $3 where case_id = $4";
    tx.execute(gone, values![none(), none(), at, case]).await?;
    Ok(())
}

/// Closed and archived cases whose key is still to be destroyed and that were closed before this day, oldest first.
pub async fn closed_before(q: &impl Query, day: domain::kernel::Day, limit: i64) -> Result<Vec<CaseId>> {
    Sql::new("select r.id as value from case_row r where r.stage in ('closed', 'archived') and r.closed is not null and r.closed <= ")
        .bind(day)
        .push(" and not exists (select 1 from vault_case v where v.case_id = r.id and v.destroyed_at is not null) order by r.closed, r.id limit ")
        .bind(limit)
        .column(q)
        .await
}

/// How many cases have a key: when the master key's file is missing, none may be made anew.
pub async fn living(q: &impl Query) -> Result<i64> {
    Sql::new("select cast(count(*) as bigint) from vault_case where key_sealed is not null").scalar_i64(q).await
}

/// The fingerprint of another master key that wraps keys here.
pub async fn other_master(q: &impl Query, present: &str) -> Result<Option<String>> {
    let sql = Sql::new("select master as value from vault_case where key_sealed is not null and master <> ").bind(present).push(" limit 1");
    Ok(sql.column(q).await?.into_iter().next())
}
