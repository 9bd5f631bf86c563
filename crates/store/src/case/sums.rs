//! Sums over a filtered list: how many cases and workers, and the four amounts, each on its own.

use domain::access::Scope;
use domain::kernel::Money;

use super::in_scope;
use super::list::{Filter, narrowed, searched};
use crate::error::Result;
use crate::{Query, Sql, row};

row! {
    /// What a list adds up to. An amount that no case knows adds nothing.
    pub struct Sums {
        /// Cases.
        pub cases: i64,
        /// Workers on them.
        pub workers: i64,
        /// Claimed.
        pub claimed: Money,
        /// Verified.
        pub verified: Money,
        /// Agreed.
        pub agreed: Money,
        /// Paid.
        pub paid: Money,
        /// Cases in which an amount was verified.
        pub verified_cases: i64,
        /// Cases with an agreed amount.
        pub agreed_cases: i64,
    }
}

/// Adds up the cases of a filter in a scope.
pub async fn sums(q: &impl Query, scope: &Scope, filter: &Filter) -> Result<Sums> {
    let sum = |column: &str| format!("cast(coalesce(sum(c.{column}), 0) as bigint) as {column}");
    let count = |column: &str| format!("cast(count(c.{column}) as bigint) as {column}_cases");
    let sql = Sql::new(&format!(
        "select cast(count(*) as bigint) as cases, {}, {}, {}, {}, {}, {}, {} from case_row c where 1 = 1",
        sum("workers"),
        sum("claimed"),
        sum("verified"),
        sum("agreed"),
        sum("paid"),
        count("verified"),
        count("agreed"),
    ));
    let found: Option<Sums> = searched(q, narrowed(in_scope(sql, scope, "c"), filter), filter).one(q).await?;
    found.ok_or(crate::Error::NotFound)
}
