//! Signatures made on a screen, and invitations to sign at a distance. Of tokens and codes only hashes are kept.

use domain::kernel::Moment;
use domain::kernel::id::{AccountId, CaseId, PaperId, PartyId, SignatureId};

use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    /// What is kept of a signature: its hash stands in the event.
    pub struct Kept {
        /// Which signature.
        pub id: SignatureId,
        /// In which case.
        pub case_id: CaseId,
        /// Under which paper.
        pub paper: PaperId,
        /// Everything that was kept, as JSON.
        pub record: String,
        /// SHA-256 of that text.
        pub sha256: Vec<u8>,
        /// SHA-256 of the PDF that was signed.
        pub paper_sha256: Vec<u8>,
        /// When.
        pub at: Moment,
    }
}

row! {
    /// A party's way to sign at a distance.
    pub struct Invitation {
        /// SHA-256 of the token in the link.
        pub token_hash: Vec<u8>,
        /// In which case.
        pub case_id: CaseId,
        /// Which paper.
        pub paper: PaperId,
        /// Which party.
        pub party: PartyId,
        /// Who sent the link.
        pub officer: AccountId,
        /// When.
        pub sent_at: Moment,
        /// Until when it can be used.
        pub until: Moment,
        /// SHA-256 of the last code.
        pub code_hash: Option<Vec<u8>>,
        /// When the last code was sent.
        pub code_at: Option<Moment>,
        /// How many codes were sent.
        pub codes: i64,
        /// Wrong tries with the last code.
        pub tries: i64,
        /// When it was used.
        pub used_at: Option<Moment>,
    }
}

const KEPT: &str = "id, case_id, paper, record, sha256, paper_sha256, at";
const INVITATION: &str = "token_hash, case_id, paper, party, officer, sent_at, until, code_hash, code_at, codes, tries, used_at";

/// Keeps a signature with its picture (SVG).
pub async fn insert(tx: &Tx, kept: &Kept, picture: Option<&str>) -> Result<()> {
    let insert = format!("insert into paper_signature ({KEPT}, picture) values ($1, $2, $3, $4, $5, $6, $7, $8)");
    let values = values![
        kept.id,
        kept.case_id,
        kept.paper,
        kept.record.as_str(),
        kept.sha256.as_slice(),
        kept.paper_sha256.as_slice(),
        kept.at,
        picture
    ];
    tx.execute(insert, values).await?;
    Ok(())
}

/// The signatures kept for a paper, oldest first; those that were voided stay.
pub async fn of_paper(q: &impl Query, paper: PaperId) -> Result<Vec<Kept>> {
    Sql::new(&format!("select {KEPT} from paper_signature where paper = ")).bind(paper).push(" order by at, id").all(q).await
}

/// The picture of a signature under a paper (SVG).
pub async fn picture(q: &impl Query, paper: PaperId, id: SignatureId) -> Result<Option<String>> {
    let sql = Sql::new("select picture as value from paper_signature where picture is not null and paper = ").bind(paper);
    Ok(sql.push(" and id = ").bind(id).column::<String>(q).await?.into_iter().next())
}

/// Signatures after this one in the order of their ids, for checking all of them.
pub async fn after(q: &impl Query, id: Option<SignatureId>, limit: i64) -> Result<Vec<Kept>> {
    let mut sql = Sql::new(&format!("select {KEPT} from paper_signature where 1 = 1"));
    if let Some(id) = id {
        sql = sql.push(" and id > ").bind(id);
    }
    sql.push(" order by id limit ").bind(limit).all(q).await
}

/// Keeps an invitation.
pub async fn invite(tx: &Tx, one: &Invitation) -> Result<()> {
    let insert = format!("insert into sign_invitation ({INVITATION}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
    let values = values![
        one.token_hash.as_slice(),
        one.case_id,
        one.paper,
        one.party,
        one.officer,
        one.sent_at,
        one.until,
        one.code_hash.as_deref(),
        one.code_at,
        one.codes,
        one.tries,
        one.used_at
    ];
    tx.execute(insert, values).await?;
    Ok(())
}

/// The invitation with this token.
pub async fn invitation(q: &impl Query, token_hash: &[u8]) -> Result<Option<Invitation>> {
    Sql::new(&format!("select {INVITATION} from sign_invitation where token_hash = ")).bind(token_hash).one(q).await
}

/// The same, and nobody else changes it until the transaction ends.
pub async fn lock(tx: &Tx, token_hash: &[u8]) -> Result<Option<Invitation>> {
    // A change that changes nothing holds the row on PostgreSQL.
    tx.execute("update sign_invitation set tries = tries where token_hash = $1", values![token_hash]).await?;
    invitation(tx, token_hash).await
}

/// Writes what became of an invitation.
pub async fn update(tx: &Tx, one: &Invitation) -> Result<()> {
    let update = "update sign_invitation set code_hash = $2, code_at = $3, codes = $4, tries = $5, used_at = $6 where token_hash = $1";
    let values = values![one.token_hash.as_slice(), one.code_hash.as_deref(), one.code_at, one.codes, one.tries, one.used_at];
    tx.execute(update, values).await?;
    Ok(())
}
