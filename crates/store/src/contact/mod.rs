//! Reception (首问负责, S3-26): every contact with its first-contact owner, until it ends as advice, a referral or a case.
//!
//! The owner's column can't be null: a matter changes hands only by a step that names both and a receipt.

pub mod list;
mod receivers;
pub mod step;

use domain::intake::Channel;
use domain::kernel::id::{AccountId, CaseId, ContactId, OrganisationId};
use domain::kernel::{Masked, Moment};

pub use list::{Filter, list};
pub use receivers::receivers;
pub use step::{StepRow, steps};

use crate::error::{Error, Result};
use crate::{Query, Tx, row, search, values};

domain::codes! {
    /// What came of a contact.
    pub enum ContactOutcome as "contact_outcome" {
        /// 处理中
        Open = "open",
        /// 已解答
        Advice = "advice",
        /// 已转介
        Referral = "referral",
        /// 已登记为案件
        Case = "case",
    }
}

domain::codes! {
    /// What was done about a contact.
    pub enum StepKind as "contact_step" {
        /// 接待
        Received = "received",
        /// 移交
        HandedOver = "handed_over",
        /// 解答
        Advised = "advised",
        /// 转介
        Referred = "referred",
        /// 转为案件
        BecameCase = "became_case",
    }
}

crate::coded!(ContactOutcome, StepKind);

row! {
    /// A contact.
    pub struct ContactRow {
        /// Which.
        pub id: ContactId,
        /// Its number in the office and year.
        pub number: String,
        /// The office that received it.
        pub office: OrganisationId,
        /// The office's division at that time.
        pub division: String,
        /// How it came in.
        pub channel: Channel,
        /// When.
        pub received_at: Moment,
        /// Who came, called or wrote; may be unknown.
        pub person_name: Option<String>,
        /// Their telephone.
        pub phone: Option<Masked<String>>,
        /// The employer they speak of.
        pub employer_name: Option<String>,
        /// What it is about.
        pub summary: String,
        /// Who answers for it.
        pub owner: AccountId,
        /// What came of it.
        pub outcome: ContactOutcome,
        /// The advice, or what the referral says.
        pub outcome_note: Option<String>,
        /// The body to which the person was sent, with address and telephone.
        pub referred_body: Option<String>,
        /// The receipt of the last hand-over or referral.
        pub receipt: Option<String>,
        /// The case it became.
        pub case_id: Option<CaseId>,
        /// When it ended.
        pub closed_at: Option<Moment>,
        /// Counts the changes.
        pub version: i64,
    }
}

const COLUMNS: &str = "c.id, c.number, c.office, c.division, c.channel, c.received_at, c.person_name, c.phone, c.employer_name, c.summary, c.owner, c.outcome, c.outcome_note, c.referred_body, c.receipt, c.case_id, c.closed_at, c.version";

/// Adds a contact.
pub async fn insert(tx: &Tx, row: &ContactRow) -> Result<()> {
    let insert = "insert into contact
      (id, number, office, division, channel, received_at, person_name, phone, employer_name, summary, owner, outcome, outcome_note, referred_body,
       receipt, case_id, closed_at, version)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    let line = row.clone();
    let values = values![
        line.id,
        line.number,
        line.office,
        line.division,
        line.channel,
        line.received_at,
        line.person_name,
        line.phone,
        line.employer_name,
        line.summary,
        line.owner,
        line.outcome,
        line.outcome_note,
        line.referred_body,
        line.receipt,
        line.case_id,
        line.closed_at,
        line.version
    ];
    tx.execute(insert, values).await?;
    let texts = [Some(&row.number), row.person_name.as_ref(), row.employer_name.as_ref(), Some(&row.summary)];
    let texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
    search::put(tx, "contact", row.id.0, &texts.join("\n")).await
}

/// Writes who owns it and what came of it over version `row.version - 1`; another version is a conflict.
pub async fn update(tx: &Tx, row: &ContactRow) -> Result<()> {
    let update =
        "update contact set owner = $2, outcome = $3, outcome_note = $4, referred_body = $5, receipt = $6, case_id = $7, closed_at = $8,
      version = $9 where id = $1 and version = $9 - 1";
    let line = row.clone();
    let values = values![
        line.id,
        line.owner,
        line.outcome,
        line.outcome_note,
        line.referred_body,
        line.receipt,
        line.case_id,
        line.closed_at,
        line.version
    ];
    if tx.execute(update, values).await? == 0 {
        return Err(Error::Conflict { what: "contact(version)".to_owned() });
    }
    Ok(())
}

/// One contact.
pub async fn find(q: &impl Query, id: ContactId) -> Result<Option<ContactRow>> {
    q.query_one(format!("select {COLUMNS} from contact c where c.id = $1"), values![id]).await
}
