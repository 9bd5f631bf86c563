//! The rows of issued papers. The event says that a paper was issued; the row finds it again by number, hash or mark.

use domain::document::PaperState;
use domain::kernel::Moment;
use domain::kernel::id::{AccountId, CaseId, OrganisationId, PaperId};

use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    /// An issued paper without its files.
    pub struct Issued {
        /// Which.
        pub id: PaperId,
        /// Of which case.
        pub case_id: CaseId,
        /// The code of its kind.
        pub kind: String,
        /// What it is about.
        pub subject: Option<String>,
        /// The organisation that issued it.
        pub office: OrganisationId,
        /// The year of its number.
        pub year: i64,
        /// The word of its kind in the number.
        pub word: String,
        /// The running number.
        pub serial: i64,
        /// The whole number.
        pub number: String,
        /// Its version.
        pub version: i64,
        /// The version before.
        pub replaces: Option<PaperId>,
        /// What became of it.
        pub state: PaperState,
        /// The heading on it.
        pub title: String,
        /// The organisation's name when it was issued.
        pub organisation: String,
        /// The version of the template.
        pub template: String,
        /// What was filled in when it was made, as JSON.
        pub answers: String,
        /// Identity or telephone numbers stand on it in clear.
        pub clear: bool,
        /// The code printed on it: who knows it may check the paper.
        pub code: String,
        /// The sender's own mark: the same mark again is the same paper.
        pub once: Option<String>,
        /// SHA-256 of the PDF.
        pub sha256: Vec<u8>,
        /// Who issued it.
        pub issuer: Option<AccountId>,
        /// When.
        pub issued_at: Moment,
    }
}

const COLUMNS: &str = "id, case_id, kind, subject, office, year, word, serial, number, version, replaces, state, title, organisation, \
                       template, answers, clear, code, once, sha256, issuer, issued_at";

fn select() -> Sql {
    Sql::new(&format!("select {COLUMNS} from issued_paper where "))
}

/// Writes the row of a paper that is being issued.
pub async fn insert(tx: &Tx, paper: &Issued) -> Result<()> {
    let insert = format!(
        "insert into issued_paper ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)"
    );
    let values = values![
        paper.id,
        paper.case_id,
        paper.kind.as_str(),
        paper.subject.as_deref(),
        paper.office,
        paper.year,
        paper.word.as_str(),
        paper.serial,
        paper.number.as_str(),
        paper.version,
        paper.replaces,
        paper.state,
        paper.title.as_str(),
        paper.organisation.as_str(),
        paper.template.as_str(),
        paper.answers.as_str(),
        paper.clear,
        paper.code.as_str(),
        paper.once.as_deref(),
        paper.sha256.as_slice(),
        paper.issuer,
        paper.issued_at
    ];
    tx.execute(insert, values).await?;
    Ok(())
}

/// What became of a paper: written with the case's other tables.
pub(crate) async fn set_state(tx: &Tx, id: PaperId, state: PaperState) -> Result<()> {
    tx.execute("update issued_paper set state = $2 where id = $1", values![id, state]).await?;
    Ok(())
}

/// A paper.
pub async fn find(q: &impl Query, id: PaperId) -> Result<Option<Issued>> {
    select().push("id = ").bind(id).one(q).await
}

/// The paper that was issued with this mark.
pub async fn by_mark(q: &impl Query, once: &str) -> Result<Option<Issued>> {
    select().push("once = ").bind(once).one(q).await
}

/// The papers of a case, newest first.
pub async fn of_case(q: &impl Query, case: CaseId) -> Result<Vec<Issued>> {
    select().push("case_id = ").bind(case).push(" order by issued_at desc, version desc, id desc").all(q).await
}

/// Every version that has this number.
pub async fn by_number(q: &impl Query, number: &str) -> Result<Vec<Issued>> {
    select().push("number = ").bind(number).push(" order by version").all(q).await
}

/// The version that replaced a paper.
pub async fn replacement(q: &impl Query, id: PaperId) -> Result<Option<Issued>> {
    select().push("replaces = ").bind(id).one(q).await
}

/// The running numbers of an organisation, year and word in order: for checks.
pub async fn serials(q: &impl Query, office: OrganisationId, year: i64, word: &str) -> Result<Vec<i64>> {
    let sql = Sql::new("select serial as value from issued_paper where office = ").bind(office).push(" and year = ").bind(year);
    sql.push(" and word = ").bind(word).push(" and version = 1 order by serial").column(q).await
}
