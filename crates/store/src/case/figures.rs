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
