//! The outbox: messages are queued in the transaction that causes them, and carried out afterwards.

use domain::access::Scope;
use domain::kernel::Moment;
use domain::kernel::id::{CaseId, MessageId};

use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    /// A message.
    pub struct Queued {
        /// Which.
        pub id: MessageId,
        /// By what means.
        pub means: String,
        /// Who gets it.
        pub recipient: String,
        /// Number or address.
        pub address: String,
        /// The text.
        pub text: String,
        /// The case.
        pub case_id: Option<CaseId>,
        /// Its division.
        pub division: String,
        /// It holds a one-time code: no page shows its text, which is forgotten once it went.
        pub secret: bool,
        /// When it was queued.
        pub queued_at: Moment,
        /// When it went.
        pub sent_at: Option<Moment>,
        /// Why it could not go.
        pub failure: Option<String>,
    }
}

/// Whom a message is for.
#[derive(Clone, Debug)]
pub struct To {
    means: &'static str,
    name: String,
    address: String,
}

impl To {
    /// Somebody outside, by text message to this telephone.
    pub fn telephone(name: impl Into<String>, number: impl Into<String>) -> Self {
        Self { means: "sms", name: name.into(), address: number.into() }
    }

    /// An office or a colleague, by a notice in the house; the telephone may be unknown.
    pub fn house(name: impl Into<String>, telephone: Option<String>) -> Self {
        Self { means: "notice", name: name.into(), address: telephone.unwrap_or_default() }
    }
}

impl Queued {
    /// A message that is to go, about no case and without a secret.
    pub fn new(id: MessageId, at: Moment, division: &str, to: To, text: String) -> Self {
        Self {
            id,
            means: to.means.to_owned(),
            recipient: to.name,
            address: to.address,
            text,
            case_id: None,
            division: division.to_owned(),
            secret: false,
            queued_at: at,
            sent_at: None,
            failure: None,
        }
    }

    /// The same about a case.
    #[must_use]
    pub fn about(self, case: CaseId) -> Self {
        Self { case_id: Some(case), ..self }
    }

    /// The same with a one-time code in it.
    #[must_use]
    pub fn secret(self) -> Self {
        Self { secret: true, ..self }
    }
}

const COLUMNS: &str = "id, means, recipient, address, text, case_id, division, secret, queued_at, sent_at, failure";

/// Queues a message; one with the same `mark` is queued once only. Gives whether it was new.
pub async fn queue(tx: &Tx, message: &Queued, mark: Option<&str>) -> Result<bool> {
    let insert = format!(
        "insert into outbox ({COLUMNS}, mark) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (mark) do nothing"
    );
    let values = values![
        message.id,
        message.means.as_str(),
        message.recipient.as_str(),
        message.address.as_str(),
        message.text.as_str(),
        message.case_id,
        message.division.as_str(),
        message.secret,
        message.queued_at,
        message.sent_at,
        message.failure.as_deref(),
        mark
    ];
    Ok(tx.execute(insert, values).await? > 0)
}

/// Those of these marks that some message bears already.
pub async fn marked(q: &impl Query, marks: &[String]) -> Result<Vec<String>> {
    if marks.is_empty() {
        return Ok(Vec::new());
    }
    Sql::new("select mark as value from outbox where mark in ").in_list(marks.iter().map(String::as_str)).column(q).await
}

/// Messages that still have to go, oldest first.
pub async fn waiting(q: &impl Query, limit: i64) -> Result<Vec<Queued>> {
    let sql = Sql::new(&format!("select {COLUMNS} from outbox where sent_at is null and failure is null order by queued_at, id limit "));
    sql.bind(limit).all(q).await
}

/// Notes how it went.
pub async fn done(tx: &Tx, id: MessageId, at: Moment, failure: Option<&str>) -> Result<()> {
    let sent = if failure.is_none() { Some(at) } else { None };
    let update = "update outbox set sent_at = $2, failure = $3, text = case when secret = 1 then '' else text end where id = $1";
    tx.execute(update, values![id, sent, failure]).await?;
    Ok(())
}

/// A page of the outbox, newest first, in the areas and cases of a scope.
pub async fn page(q: &impl Query, scope: &Scope, after: Option<(Moment, MessageId)>, limit: i64) -> Result<Vec<Queued>> {
    let mut sql = Sql::new(&format!("select {COLUMNS} from outbox c where 1 = 1"));
    if !scope.everything {
        sql = sql.push(" and (1 = 0");
        for (first, end) in &scope.areas {
            sql = sql.push(" or (c.division >= ").bind(first.as_str()).push(" and c.division < ").bind(end.as_str()).push(")");
        }
        if !scope.homes.is_empty() {
            sql = sql.push(" or c.case_id in (select id from case_row where office in ").in_list(scope.homes.iter().copied()).push(")");
        }
        sql = sql.push(")");
    }
    if let Some((at, id)) = after {
        sql = sql.push(" and (c.queued_at < ").bind(at).push(" or (c.queued_at = ").bind(at).push(" and c.id < ").bind(id).push("))");
    }
    sql.push(" order by c.queued_at desc, c.id desc limit ").bind(limit).all(q).await
}
