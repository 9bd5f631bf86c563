//! Filed dossiers: which need no longer be kept, and the destruction of what they hold. What is destroyed is written over and emptied; hashes, the
//! log and the line of the ledger stay. (On PostgreSQL old bytes go with the next vacuum; SQLite overwrites them at once: `secure_delete`.)

use domain::access::Scope;
use domain::closing::{CloseResult, DisposalState, DossierKind};
use domain::kernel::id::{CaseId, WordsId};
use domain::kernel::{Day, Moment};

use super::in_scope;
use crate::error::Result;
use crate::{Query, Sql, Tx, row, search, values};

row! {
    /// A filed dossier.
    pub struct Dossier {
        /// Which case.
        pub id: CaseId,
        /// Its number.
        pub number: String,
        /// Volume number.
        pub volume: String,
        /// Worker's side, named.
        pub worker_name: String,
        /// Employer's side, named.
        pub employer_name: String,
        /// What kind of dossier.
        pub dossier_kind: DossierKind,
        /// How the case ended.
        pub result: Option<CloseResult>,
        /// Filed on.
        pub archived: Day,
        /// Kept until.
        pub keep_until: Day,
        /// How far its disposal has come.
        pub disposal: DisposalState,
        /// Destroyed on.
        pub destroyed: Option<Day>,
    }
}

/// Which dossiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// To be kept no longer on this day, and nothing was proposed.
    Due(Day),
    /// In this state.
    In(DisposalState),
}

/// What the list is narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Which.
    pub which: Which,
    /// Of this kind only.
    pub kind: Option<DossierKind>,
}

fn narrowed(sql: Sql, filter: Filter) -> Sql {
    let sql = match filter.which {
        Which::Due(today) => sql.push(" and c.disposal = ").bind(DisposalState::Kept).push(" and c.keep_until < ").bind(today),
        Which::In(state) => sql.push(" and c.disposal = ").bind(state),
    };
    match filter.kind {
        Some(kind) => sql.push(" and c.dossier_kind = ").bind(kind),
        None => sql,
    }
}

/// A page of dossiers, those that were to be kept shortest first.
pub async fn page(q: &impl Query, scope: &Scope, filter: Filter, after: Option<(Day, CaseId)>, limit: i64) -> Result<Vec<Dossier>> {
    let columns = "c.id, c.number, c.volume, c.worker_name, c.employer_name, c.dossier_kind, c.result, c.archived, c.keep_until, c.disposal, c.destroyed";
    let sql = Sql::new(&format!("select {columns} from case_row c where c.keep_until is not null"));
    let mut sql = narrowed(in_scope(sql, scope, "c"), filter);
    if let Some((day, id)) = after {
        sql = sql.push(" and (c.keep_until > ").bind(day).push(" or (c.keep_until = ").bind(day).push(" and c.id > ").bind(id).push("))");
    }
    sql.push(" order by c.keep_until, c.id limit ").bind(limit).all(q).await
}

/// How many there are.
pub async fn count(q: &impl Query, scope: &Scope, filter: Filter) -> Result<i64> {
    let sql = Sql::new("select cast(count(*) as bigint) as value from case_row c where c.keep_until is not null");
    narrowed(in_scope(sql, scope, "c"), filter).scalar_i64(q).await
}

/// Destroys what a dossier holds: the bytes of its files and papers, what was filled in, every text but `kept`, messages, places, what it can be
/// found by.
pub async fn destroy(tx: &Tx, case: CaseId, kept: &[WordsId], at: Moment) -> Result<()> {
    let nothing = Vec::<u8>::new;
    let files = "update stored_file set bytes = $1, name = '', destroyed_at = $2 where case_id = $3 and destroyed_at is null";
    tx.execute(files, values![nothing(), at, case]).await?;
    let papers = "update issued_file set bytes = $1, destroyed_at = $2 where destroyed_at is null and paper in (select id from issued_paper where case_id = $3)";
    tx.execute(papers, values![nothing(), at, case]).await?;
    tx.execute("update issued_paper set answers = '{}' where case_id = $1", values![case]).await?;
    tx.execute("update paper_signature set record = '', picture = null where case_id = $1", values![case]).await?;
    tx.execute("delete from sign_invitation where case_id = $1", values![case]).await?;
    let words: Vec<WordsId> = Sql::new("select id as value from case_words where case_id = ").bind(case).column(tx).await?;
    for id in words.into_iter().filter(|id| !kept.contains(id)) {
        tx.execute("update case_words set text = '' where id = $1", values![id]).await?;
    }
    tx.execute("update case_party set details = '{}' where case_id = $1", values![case]).await?;
    tx.execute("update session_row set place = null where case_id = $1", values![case]).await?;
    tx.execute("update outbox set recipient = '', address = '', text = '' where case_id = $1", values![case]).await?;
    tx.execute("delete from vault_release where case_id = $1", values![case]).await?;
    search::remove(tx, "case", case.0).await
}
