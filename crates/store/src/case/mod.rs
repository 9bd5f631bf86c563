//! The case: [`log`] (events, hash chain, texts), [`project`] (the tables that pages read), [`list`] (filtered lists in a scope),
//! [`desk`] (what is due, who waits), [`figures`] and [`sums`], [`file`], [`outbox`].

pub mod calendar;
pub mod desk;
pub mod figures;
pub mod file;
pub mod idempotency;
pub mod import;
pub mod list;
pub mod log;
pub mod outbox;
pub mod party;
pub mod project;
pub mod reference;
pub mod returned;
pub mod sums;

use domain::access::Scope;

use crate::Sql;

crate::coded!(
    domain::case::Stage,
    domain::case::WordsKind,
    domain::intake::Channel,
    domain::intake::Side,
    domain::intake::PartyRole,
    domain::intake::ScopeClass,
    domain::intake::Complexity,
    domain::closing::CloseResult,
    domain::closing::VisitKind,
    domain::mediation::SessionMeans,
    domain::mediation::SessionResult,
    domain::agreement::ObligationKind,
);

/// Adds `and (…)`: only cases in the scope. `alias` names the `case_row` of the statement.
pub fn in_scope(mut sql: Sql, scope: &Scope, alias: &str) -> Sql {
    if scope.everything {
        return sql;
    }
    sql = sql.push(" and (1 = 0");
    for (first, after) in &scope.areas {
        sql = sql.push(&format!(" or ({alias}.division >= ")).bind(first.as_str());
        sql = sql.push(&format!(" and {alias}.division < ")).bind(after.as_str()).push(")");
    }
    for (column, offices) in [("office", &scope.homes), ("handler", &scope.handlers)] {
        if !offices.is_empty() {
            sql = sql.push(&format!(" or {alias}.{column} in ")).in_list(offices.iter().copied());
        }
    }
    if !scope.offices.is_empty() {
        // An office may have every case: asked for each row that is looked at, never gathered.
        sql = sql.push(&format!(" or exists (select 1 from case_office o where o.case_id = {alias}.id and o.office in "));
        sql = sql.in_list(scope.offices.iter().copied()).push(")");
    }
    if !scope.people.is_empty() {
        sql = sql
            .push(&format!(" or {alias}.id in (select p.case_id from case_person p where p.account in "))
            .in_list(scope.people.iter().copied());
        sql = sql.push(")");
    }
    sql.push(")")
}
