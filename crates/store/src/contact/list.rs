//! The contacts of the offices in a scope.

use domain::access::Scope;
use domain::intake::Channel;
use domain::kernel::Moment;
use domain::kernel::id::{AccountId, ContactId};

use super::{COLUMNS, ContactOutcome, ContactRow};
use crate::error::Result;
use crate::{Query, Sql, search};

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only with this outcome.
    pub outcome: Option<ContactOutcome>,
    /// Only by this channel.
    pub channel: Option<Channel>,
    /// Only those that this person answers for.
    pub owner: Option<AccountId>,
    /// A telephone, exactly.
    pub phone: Option<String>,
    /// Words of number, name, employer or summary.
    pub query: Option<String>,
    /// Received from this moment on.
    pub from: Option<Moment>,
    /// Received before this moment.
    pub until: Option<Moment>,
}

/// Newest first, before the one given.
pub async fn list(
    q: &impl Query,
    scope: &Scope,
    filter: &Filter,
    before: Option<(Moment, ContactId)>,
    limit: i64,
) -> Result<Vec<ContactRow>> {
    let sql = Sql::new(&format!("select {COLUMNS} from contact c where 1 = 1"));
    let mut sql = narrow(q, in_scope(sql, scope), filter);
    if let Some((received, id)) = before {
        sql = sql.push(" and (c.received_at, c.id) < (").bind(received).push(", ").bind(id).push(")");
    }
    sql.push(" order by c.received_at desc, c.id desc limit ").bind(limit).all(q).await
}

/// How many there are.
pub async fn count(q: &impl Query, scope: &Scope, filter: &Filter) -> Result<i64> {
    narrow(q, in_scope(Sql::new("select count(*) from contact c where 1 = 1"), scope), filter).scalar_i64(q).await
}

fn narrow(q: &impl Query, mut sql: Sql, filter: &Filter) -> Sql {
    if let Some(outcome) = filter.outcome {
        sql = sql.push(" and c.outcome = ").bind(outcome);
    }
    if let Some(channel) = filter.channel {
        sql = sql.push(" and c.channel = ").bind(channel);
    }
    if let Some(owner) = filter.owner {
        sql = sql.push(" and c.owner = ").bind(owner);
    }
    if let Some(phone) = &filter.phone {
        sql = sql.push(" and c.phone = ").bind(phone);
    }
    if let Some(from) = filter.from {
        sql = sql.push(" and c.received_at >= ").bind(from);
    }
    if let Some(until) = filter.until {
        sql = sql.push(" and c.received_at < ").bind(until);
    }
    match filter.query.as_deref().filter(|query| !query.trim().is_empty()) {
        Some(query) => search::matching(sql.push(" and "), q.engine(), "c.id", "contact", query),
        None => sql,
    }
}

/// A contact belongs to one office and one owner; nobody else takes part in it.
fn in_scope(mut sql: Sql, scope: &Scope) -> Sql {
    if scope.everything {
        return sql;
    }
    sql = sql.push(" and (1 = 0");
    for (first, after) in &scope.areas {
        sql = sql.push(" or (c.division >= ").bind(first.as_str()).push(" and c.division < ").bind(after.as_str()).push(")");
    }
    for offices in [&scope.homes, &scope.offices, &scope.handlers] {
        if !offices.is_empty() {
            sql = sql.push(" or c.office in ").in_list(offices.iter().copied());
        }
    }
    if !scope.people.is_empty() {
        sql = sql.push(" or c.owner in ").in_list(scope.people.iter().copied());
    }
    sql.push(")")
}
