//! The log of a case: `(case_id, seq)` unique, each row carries the hash of the one before it.

use domain::access::Role;
use domain::case::{Actor, Event, Recorded, Words, WordsKind};
use domain::kernel::Moment;
use domain::kernel::id::{AccountId, CaseId, OrganisationId, WordsId};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::{Query, Sql, Tx, row, values};

row! {
    struct EventRow {
        case_id: CaseId, seq: i64, name: String, version: i64, at: Moment, account: Option<AccountId>, role: String,
        office: Option<OrganisationId>, payload: String, prev_hash: Vec<u8>, hash: Vec<u8>,
    }
}

row! {
    /// A text of a case.
    pub struct WordsRow {
        /// Which.
        pub id: WordsId,
        /// What it is.
        pub kind: WordsKind,
        /// The text.
        pub text: String,
    }
}

const COLUMNS: &str = "case_id, seq, name, version, at, account, role, office, payload, prev_hash, hash";

impl EventRow {
    fn digest(&self) -> Vec<u8> {
        let mut hasher = Sha256::new();
        hasher.update(&self.prev_hash);
        let account = self.account.map(|id| id.to_string()).unwrap_or_default();
        let office = self.office.map(|id| id.to_string()).unwrap_or_default();
        let parts = [
            &self.case_id.to_string(),
            &self.seq.to_string(),
            &self.name,
            &self.version.to_string(),
            &self.at.0.to_string(),
            &account,
            &self.role,
            &office,
            &self.payload,
        ];
        for part in parts {
            hasher.update(part.len().to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.finalize().to_vec()
    }

    fn recorded(&self) -> Result<Recorded> {
        let corrupt = |column| Error::corrupt("case_event", format!("{} {}", self.case_id, self.seq), column);
        let role: Role = self.role.parse().map_err(|_| corrupt("role"))?;
        let event = Event::read(&self.name, self.version, &self.payload).map_err(|_| corrupt("payload"))?;
        Ok(Recorded { seq: self.seq, at: self.at, actor: Actor { account: self.account, role, office: self.office }, event })
    }
}

/// Appends events after `version`; a writer who came second gets [`Error::Conflict`].
pub async fn append(tx: &Tx, case: CaseId, version: i64, at: Moment, actor: &Actor, events: &[Event]) -> Result<Vec<Recorded>> {
    let last = Sql::new("select hash as value from case_event where case_id = ").bind(case).push(" and seq = ").bind(version);
    let mut prev_hash = last.column::<Vec<u8>>(tx).await?.into_iter().next().unwrap_or_default();
    let mut recorded = Vec::with_capacity(events.len());
    for (event, seq) in events.iter().zip(version + 1..) {
        let payload = event.payload().map_err(|_| Error::corrupt("case_event", case, "payload"))?.to_string();
        let mut row = EventRow {
            case_id: case,
            seq,
            name: event.name().to_owned(),
            version: event.version(),
            at,
            account: actor.account,
            role: actor.role.code().to_owned(),
            office: actor.office,
            payload,
            prev_hash,
            hash: Vec::new(),
        };
        row.hash = row.digest();
        let insert = format!("insert into case_event ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
        let values = values![
            row.case_id,
            row.seq,
            row.name,
            row.version,
            row.at,
            row.account,
            row.role,
            row.office,
            row.payload,
            row.prev_hash,
            row.hash.clone()
        ];
        tx.execute(insert, values).await?;
        prev_hash = row.hash;
        recorded.push(Recorded { seq, at, actor: actor.clone(), event: event.clone() });
    }
    Ok(recorded)
}

/// The events of a case in order; none when it does not exist.
pub async fn load(q: &impl Query, case: CaseId) -> Result<Vec<Recorded>> {
    let sql = Sql::new(&format!("select {COLUMNS} from case_event where case_id = ")).bind(case).push(" order by seq");
    sql.all::<EventRow>(q).await?.iter().map(EventRow::recorded).collect()
}

/// Keeps the texts that events point to.
pub async fn keep_words(tx: &Tx, case: CaseId, at: Moment, words: &[Words]) -> Result<()> {
    for said in words {
        let insert = "insert into case_words (id, case_id, kind, text, written_at) values ($1, $2, $3, $4, $5)";
        tx.execute(insert, values![said.id, case, said.kind, said.text.as_str(), at]).await?;
    }
    Ok(())
}

/// Every text of a case.
pub async fn words(q: &impl Query, case: CaseId) -> Result<Vec<WordsRow>> {
    Sql::new("select id, kind, text from case_words where case_id = ").bind(case).all(q).await
}

/// One text.
pub async fn text(q: &impl Query, id: WordsId) -> Result<Option<String>> {
    q.query_value("select text as value from case_words where id = $1", values![id]).await
}

/// What a check of the hash chains found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainReport {
    /// Cases checked.
    pub cases: u64,
    /// Events checked.
    pub events: u64,
    /// Broken links: case and sequence number.
    pub broken: Vec<(CaseId, i64)>,
}

/// Checks up to `limit` cases after `after`; the last id checked says where to go on.
pub async fn verify(q: &impl Query, after: Option<CaseId>, limit: i64, report: &mut ChainReport) -> Result<Option<CaseId>> {
    let mut sql = Sql::new("select id as value from case_row where 1 = 1");
    if let Some(after) = after {
        sql = sql.push(" and id > ").bind(after);
    }
    let cases: Vec<CaseId> = sql.push(" order by id limit ").bind(limit).column(q).await?;
    for case in &cases {
        let rows: Vec<EventRow> =
            Sql::new(&format!("select {COLUMNS} from case_event where case_id = ")).bind(*case).push(" order by seq").all(q).await?;
        let known: i64 = Sql::new("select version as value from case_row where id = ").bind(*case).scalar_i64(q).await?;
        report.cases += 1;
        let mut prev: Vec<u8> = Vec::new();
        let mut expected = 1;
        for row in &rows {
            report.events += 1;
            if row.seq != expected || row.prev_hash != prev || row.hash != row.digest() || row.recorded().is_err() {
                report.broken.push((*case, row.seq));
            }
            expected = row.seq + 1;
            prev.clone_from(&row.hash);
        }
        // The newest rows can't be cut off unseen: the row that pages read knows how many there are.
        if expected != known + 1 {
            report.broken.push((*case, known));
        }
    }
    Ok(cases.last().copied())
}
