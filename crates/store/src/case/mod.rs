//! The case: [`log`] (events, hash chain, texts), [`project`] (the tables that pages read), [`list`] (filtered lists in a scope),
//! [`desk`] (what is due, who waits), [`disposal`] (dossiers whose time is over), [`figures`] and [`sums`], [`file`], [`outbox`].

pub mod calendar;
pub mod clock;
pub mod desk;
pub mod disposal;
pub mod figures;
pub mod file;
pub mod idempotency;
pub mod import;
pub mod list;
pub mod log;
pub mod notice;
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
    domain::closing::DossierKind,
    domain::closing::DisposalState,
    domain::mediation::SessionMeans,
    domain::mediation::SessionResult,
    domain::agreement::ObligationKind,
    domain::periods::Role,
);

/// Adds `and …`: only cases in the scope. `alias` names the `case_row` of the statement.
///
/// An office may have every case, so participation is asked for each row that is looked at, never gathered first.
pub fn in_scope(mut sql: Sql, scope: &Scope, alias: &str) -> Sql {
    let offices = || {
        let sql = Sql::new(&format!("exists (select 1 from case_office o where o.case_id = {alias}.id and o.office in "));
        sql.in_list(scope.offices.iter().copied()).push(")")
    };
    let people = || {
        let sql = Sql::new(&format!("exists (select 1 from case_person p where p.case_id = {alias}.id and p.account in "));
        sql.in_list(scope.people.iter().copied()).push(")")
    };
    if scope.everything {
        return sql;
    }
    // Participation alone stands without brackets: PostgreSQL joins by it then, instead of gathering it for each statement. Anything else
    // stays in brackets with `or`: SQLite would leave the order of the list for the index of an office that has every case.
    if scope.areas.is_empty() && scope.homes.is_empty() && scope.handlers.is_empty() && scope.mediators.is_empty() {
        match (scope.offices.is_empty(), scope.people.is_empty()) {
            (false, true) => return sql.push(" and ").append(offices()),
            (true, false) => return sql.push(" and ").append(people()),
            _ => {}
        }
    }
    sql = sql.push(" and (1 = 0");
    for (first, after) in &scope.areas {
        sql = sql.push(&format!(" or ({alias}.division >= ")).bind(first.as_str());
        sql = sql.push(&format!(" and {alias}.division < ")).bind(after.as_str()).push(")");
    }
    if !scope.mediators.is_empty() {
        sql = sql.push(&format!(" or {alias}.mediator in ")).in_list(scope.mediators.iter().copied());
    }
    for (column, of) in [("office", &scope.homes), ("handler", &scope.handlers)] {
        if !of.is_empty() {
            sql = sql.push(&format!(" or {alias}.{column} in ")).in_list(of.iter().copied());
        }
    }
    if !scope.offices.is_empty() {
        sql = sql.push(" or ").append(offices());
    }
    if !scope.people.is_empty() {
        sql = sql.push(" or ").append(people());
    }
    sql.push(")")
}
