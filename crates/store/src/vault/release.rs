//! Requests to let an entry out, and what became of them. An approved one is an event of the case as well.

use domain::access::Scope;
use domain::kernel::Moment;
use domain::kernel::id::{AccountId, CaseId, ReleaseId, VaultEntryId};
use domain::vault::ReleaseDecision;

use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    /// A request.
    pub struct RequestRow {
        /// Which.
        pub id: ReleaseId,
        /// Of which case.
        pub case_id: CaseId,
        /// Which entry.
        pub entry: VaultEntryId,
        /// Who asked.
        pub asked_by: AccountId,
        /// When.
        pub asked_at: Moment,
        /// The filled form as JSON.
        pub form: String,
        /// What became of it.
        pub decision: Option<ReleaseDecision>,
        /// Who decided.
        pub decided_by: Option<AccountId>,
        /// When.
        pub decided_at: Option<Moment>,
        /// Why it was refused.
        pub reason: Option<String>,
    }
}

const COLUMNS: &str = "id, case_id, entry, asked_by, asked_at, form, decision, decided_by, decided_at, reason";

/// Keeps a request.
pub async fn ask(tx: &Tx, row: RequestRow) -> Result<()> {
    let insert = format!("insert into vault_release ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    let values = values![
        row.id,
        row.case_id,
        row.entry,
        row.asked_by,
        row.asked_at,
        row.form,
        row.decision,
        row.decided_by,
        row.decided_at,
        row.reason
    ];
    tx.execute(insert, values).await?;
    Ok(())
}

/// Keeps what was decided; gives whether it was still open.
pub async fn decide(tx: &Tx, id: ReleaseId, decision: ReleaseDecision, by: AccountId, at: Moment, reason: Option<String>) -> Result<bool> {
    let update = "update vault_release set decision = $1, decided_by = $2, decided_at = $3, reason = $4 where id = $5 and decision is null";
    Ok(tx.execute(update, values![decision, by, at, reason, id]).await? > 0)
}

/// One request.
pub async fn find(q: &impl Query, id: ReleaseId) -> Result<Option<RequestRow>> {
    Sql::new(&format!("select {COLUMNS} from vault_release where id = ")).bind(id).one(q).await
}

/// The requests of a case, oldest first.
pub async fn of_case(q: &impl Query, case: CaseId) -> Result<Vec<RequestRow>> {
    Sql::new(&format!("select {COLUMNS} from vault_release where case_id = ")).bind(case).push(" order by asked_at, id").all(q).await
}

/// Requests that wait for a decision, of cases in the scope, oldest first.
pub async fn waiting(q: &impl Query, scope: &Scope, limit: i64) -> Result<Vec<RequestRow>> {
    let columns = COLUMNS.split(", ").map(|column| format!("v.{column}")).collect::<Vec<_>>().join(", ");
    let sql = Sql::new(&format!("select {columns} from vault_release v join case_row r on r.id = v.case_id where v.decision is null"));
    crate::case::in_scope(sql, scope, "r").push(" order by v.asked_at, v.id limit ").bind(limit).all(q).await
}
