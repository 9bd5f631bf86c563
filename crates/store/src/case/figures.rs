//! Figures of the overview: each is a count or a sum over `case_row`, in a scope, with its filter named.

use domain::access::Scope;
use domain::kernel::Day;

use super::in_scope;
use crate::error::Result;
use crate::{Query, Sql, row};

row! {
    /// A count for a key (stage, result, division, claim type, mediator …), with the four amounts.
    pub struct Counted {
        /// The key.
        pub key: String,
        /// Cases.
        pub cases: i64,
        /// Workers.
        pub workers: i64,
        /// Claimed.
        pub claimed: i64,
        /// Agreed.
        pub agreed: i64,
        /// Paid.
        pub paid: i64,
    }
}

row! {
    /// Cases that came in and were closed in a month (`2026-11`).
    pub struct Monthly {
        /// The month.
        pub key: String,
        /// Cases.
        pub cases: i64,
    }
}

/// What can be counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Stage.
    Stage,
    /// How it ended.
    Result,
    /// Division.
    Division,
    /// First type of claim.
    ClaimKind,
    /// How it came in.
    Channel,
    /// Industry of the employer.
    Industry,
}

impl By {
    const fn column(self) -> &'static str {
        match self {
            Self::Stage => "c.stage",
            Self::Result => "c.result",
            Self::Division => "c.division",
            Self::ClaimKind => "c.claim_kind",
            Self::Channel => "c.channel",
            Self::Industry => "c.industry",
        }
    }
}

/// Cases received in `from..=to`, counted by a key.
pub async fn received(q: &impl Query, scope: &Scope, from: Day, to: Day, by: By) -> Result<Vec<Counted>> {
    let key = by.column();
    let sql = Sql::new(&format!(
        "select coalesce({key}, '') as key, cast(count(*) as bigint) as cases, cast(sum(c.workers) as bigint) as workers,
         cast(coalesce(sum(c.claimed), 0) as bigint) as claimed, cast(coalesce(sum(c.agreed), 0) as bigint) as agreed,
         cast(sum(c.paid) as bigint) as paid from case_row c where c.received >= "
    ));
    let sql = in_scope(sql.bind(from).push(" and c.received <= ").bind(to), scope, "c");
    sql.push(&format!(" group by {key} order by cases desc, key limit 200")).all(q).await
}

/// Cases by month of a day column.
pub async fn monthly(q: &impl Query, scope: &Scope, from: Day, to: Day, closed: bool) -> Result<Vec<Monthly>> {
    let day = if closed { "c.closed" } else { "c.received" };
    let sql = Sql::new(&format!(
        "select substr(cast({day} as text), 1, 7) as key, cast(count(*) as bigint) as cases from case_row c where {day} >= "
    ));
    let sql = in_scope(sql.bind(from).push(&format!(" and {day} <= ")).bind(to), scope, "c");
    sql.push(&format!(" group by substr(cast({day} as text), 1, 7) order by key")).all(q).await
}

row! {
    /// What a mediator or an organisation did in a period.
    pub struct Work {
        /// The account or the organisation.
        pub who: uuid::Uuid,
        /// Cases that ended in the period.
        pub handled: i64,
        /// Of them with an agreement, full or partial.
        pub settled: i64,
        /// Of them within their period.
        pub on_time: i64,
        /// Of them with an agreement that was paid in full.
        pub performed: i64,
        /// Of them asked afterwards how it was.
        pub followed: i64,
        /// Of those asked, content (4 or 5 of 5).
        pub satisfied: i64,
    }
}

/// What each mediator (`by_person`) or handling organisation did: cases closed in `from..=to`, in a scope.
pub async fn work(q: &impl Query, scope: &Scope, from: Day, to: Day, by_person: bool) -> Result<Vec<Work>> {
    let who = if by_person { "c.mediator" } else { "c.handler" };
    let sum = |condition: &str| format!("cast(coalesce(sum(case when {condition} then 1 else 0 end), 0) as bigint)");
    let settled = "c.result in ('agreement', 'partial')";
    let sql = Sql::new(&format!(
        "select {who} as who, cast(count(*) as bigint) as handled, {} as settled, {} as on_time, {} as performed, {} as followed, {} as satisfied
         from case_row c where {who} is not null and c.result is not null and c.closed >= ",
        sum(settled),
        sum("c.late = 0"),
        sum(&format!("{settled} and c.in_force is not null and c.paid >= coalesce(c.agreed, 0)")),
        sum("c.satisfaction is not null"),
        sum("c.satisfaction >= 4"),
    ));
    let sql = in_scope(sql.bind(from).push(" and c.closed <= ").bind(to), scope, "c");
    sql.push(&format!(" group by {who} order by handled desc, {who} limit 1000")).all(q).await
}

row! {
    /// A closed case as a review of files draws it.
    pub struct ClosedCase {
        /// Which.
        pub id: domain::kernel::id::CaseId,
        /// Its number.
        pub number: String,
    }
}

/// The cases of a mediator that closed in `from..=to`, in the order of their numbers.
pub async fn closed_by(q: &impl Query, mediator: domain::kernel::id::AccountId, from: Day, to: Day) -> Result<Vec<ClosedCase>> {
    let sql = Sql::new("select id, number from case_row where result is not null and mediator = ").bind(mediator);
    sql.push(" and closed >= ").bind(from).push(" and closed <= ").bind(to).push(" order by number limit 5000").all(q).await
}

/// The case with this number.
pub async fn by_number(q: &impl Query, number: &str) -> Result<Option<ClosedCase>> {
    Sql::new("select id, number from case_row where number = ").bind(number).one(q).await
}
