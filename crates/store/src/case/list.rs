//! Lists of cases: filtered, in a scope, page by key, never by offset.

use domain::access::Scope;
use domain::case::Stage;
use domain::closing::CloseResult;
use domain::intake::Channel;
use domain::kernel::id::{AccountId, CaseId, OrganisationId, PartyId};
use domain::kernel::{Day, Moment, Money};

use super::in_scope;
use crate::db::Bind;
use crate::error::Result;
use crate::{Query, Sql, row, search};

row! {
    /// A case as lists show it.
    pub struct Listed {
        /// Which.
        pub id: CaseId,
        /// Case number.
        pub number: String,
        /// Stage.
        pub stage: Stage,
        /// Worker's side, named.
        pub worker_name: String,
        /// Employer's side, named.
        pub employer_name: String,
        /// First type of claim.
        pub claim_kind: String,
        /// Workers on the case.
        pub workers: i64,
        /// How it came in.
        pub channel: Channel,
        /// The window's office.
        pub office: OrganisationId,
        /// Who handles it.
        pub handler: Option<OrganisationId>,
        /// The organisation asked to take it.
        pub asked: Option<OrganisationId>,
        /// Mediator.
        pub mediator: Option<AccountId>,
        /// Received.
        pub received: Day,
        /// Accepted.
        pub accepted: Option<Day>,
        /// Closed.
        pub closed: Option<Day>,
        /// How it ended.
        pub result: Option<CloseResult>,
        /// Ended after the period.
        pub late: bool,
        /// Claimed.
        pub claimed: Option<Money>,
        /// Verified.
        pub verified: Option<Money>,
        /// Agreed.
        pub agreed: Option<Money>,
        /// Paid.
        pub paid: Money,
        /// The mediation period ends.
        pub mediation_due: Option<Day>,
        /// The next thing is due.
        pub next_due: Option<Day>,
        /// The period that is watched in this stage.
        pub watched_rule: Option<String>,
        /// Return visits still to be made.
        pub visits_open: i64,
        /// Satisfaction of the last visit.
        pub satisfaction: Option<i64>,
        /// Archived.
        pub archived: Option<Day>,
        /// For whom it waits.
        pub waiting_person: Option<AccountId>,
        /// For which office it waits.
        pub waiting_office: Option<OrganisationId>,
        /// By when an organisation is to answer.
        pub reply_by: Option<Day>,
        /// Last event.
        pub touched: Moment,
        /// 12-digit division.
        pub division: String,
    }
}

/// The columns of [`Listed`], of the alias `c`.
pub const COLUMNS: &str = "c.id, c.number, c.stage, c.worker_name, c.employer_name, c.claim_kind, c.workers, c.channel, c.office, c.handler, c.asked,
  c.mediator, c.received, c.accepted, c.closed, c.result, c.late, c.claimed, c.verified, c.agreed, c.paid, c.mediation_due, c.next_due, c.watched_rule, c.visits_open,
  c.satisfaction, c.archived, c.waiting_person, c.waiting_office, c.reply_by, c.touched, c.division";

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Stages.
    pub stages: Vec<Stage>,
    /// How it ended.
    pub result: Option<CloseResult>,
    /// Ended in one of these ways.
    pub results: Vec<CloseResult>,
    /// Has ended in any way, or has not.
    pub ended: Option<bool>,
    /// Ended after its period, or not.
    pub late: Option<bool>,
    /// How it came in.
    pub channel: Option<Channel>,
    /// Has a claim of this type.
    pub claim_kind: Option<String>,
    /// Its first claim is of this type; empty: it has no claim.
    pub first_claim: Option<String>,
    /// The employer's industry; empty: not known.
    pub industry: Option<String>,
    /// Division subtree: first code, first code after.
    pub area: Option<(String, String)>,
    /// Handled by or waiting at this organisation.
    pub organisation: Option<OrganisationId>,
    /// Handled by this organisation.
    pub handler: Option<OrganisationId>,
    /// What was agreed is in force and paid.
    pub performed: bool,
    /// The last visit told how satisfied they are: with at least so many of five points.
    pub satisfied_from: Option<i64>,
    /// Mediator.
    pub mediator: Option<AccountId>,
    /// Waits for this person.
    pub waiting_person: Option<AccountId>,
    /// Waits for one of these offices.
    pub waiting_offices: Vec<OrganisationId>,
    /// A party of the case.
    pub party: Option<PartyId>,
    /// Received on or after.
    pub received_from: Option<Day>,
    /// Received on or before.
    pub received_to: Option<Day>,
    /// Closed on or after.
    pub closed_from: Option<Day>,
    /// Closed on or before.
    pub closed_to: Option<Day>,
    /// Something was due before this day.
    pub due_before: Option<Day>,
    /// No event since.
    pub idle_since: Option<Moment>,
    /// At least so many workers.
    pub workers_from: Option<i64>,
    /// Ended late or still open past the period on this day.
    pub late_on: Option<Day>,
    /// Words to be found.
    pub words: Option<String>,
}

/// In what order, with the key after which the page begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Newest first.
    Newest(Option<(Day, CaseId)>),
    /// What is due first.
    Due(Option<(Day, CaseId)>),
    /// What waits longest first.
    Idle(Option<(Moment, CaseId)>),
}

/// Adds every condition of the filter but the words.
pub(super) fn narrowed(mut sql: Sql, filter: &Filter) -> Sql {
    fn eq(sql: Sql, column: &str, value: Option<impl Bind>) -> Sql {
        match value {
            Some(value) => sql.push(&format!(" and c.{column} = ")).bind(value),
            None => sql,
        }
    }
    fn bound(sql: Sql, clause: &str, value: Option<impl Bind>) -> Sql {
        match value {
            Some(value) => sql.push(&format!(" and c.{clause} ")).bind(value),
            None => sql,
        }
    }
    if !filter.stages.is_empty() {
        sql = sql.push(" and c.stage in ").in_list(filter.stages.iter().copied());
    }
    sql = eq(sql, "result", filter.result);
    sql = eq(sql, "late", filter.late);
    sql = eq(sql, "claim_kind", filter.first_claim.as_deref());
    if !filter.results.is_empty() {
        sql = sql.push(" and c.result in ").in_list(filter.results.iter().copied());
    }
    if let Some(ended) = filter.ended {
        sql = sql.push(if ended { " and c.result is not null" } else { " and c.result is null" });
    }
    if let Some(industry) = &filter.industry {
        sql = sql.push(" and coalesce(c.industry, '') = ").bind(industry.as_str());
    }
    sql = eq(sql, "channel", filter.channel);
    sql = eq(sql, "mediator", filter.mediator);
    sql = eq(sql, "handler", filter.handler);
    sql = bound(sql, "satisfaction >=", filter.satisfied_from);
    if filter.performed {
        sql = sql.push(" and c.in_force is not null and c.paid >= coalesce(c.agreed, 0)");
    }
    sql = eq(sql, "waiting_person", filter.waiting_person);
    sql = bound(sql, "received >=", filter.received_from);
    sql = bound(sql, "received <=", filter.received_to);
    sql = bound(sql, "closed >=", filter.closed_from);
    sql = bound(sql, "closed <=", filter.closed_to);
    sql = bound(sql, "next_due <", filter.due_before);
    sql = bound(sql, "touched <", filter.idle_since);
    sql = bound(sql, "workers >=", filter.workers_from);
    if !filter.waiting_offices.is_empty() {
        sql = sql.push(" and c.waiting_office in ").in_list(filter.waiting_offices.iter().copied());
    }
    if let Some(kind) = &filter.claim_kind {
        // Codes have underscores, which `like` would take for any character.
        let exact = kind.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        sql = sql.push(" and c.claim_kinds like ").bind(format!("%,{exact},%")).push(" escape '\\'");
    }
    if let Some((first, after)) = &filter.area {
        sql = sql.push(" and c.division >= ").bind(first.as_str()).push(" and c.division < ").bind(after.as_str());
    }
    if let Some(organisation) = filter.organisation {
        sql = sql.push(" and (c.handler = ").bind(organisation).push(" or c.asked = ").bind(organisation).push(")");
    }
    if let Some(party) = filter.party {
        sql = sql.push(" and c.id in (select p.case_id from case_party p where p.party_id = ").bind(party).push(")");
    }
    if let Some(day) = filter.late_on {
        sql = sql
            .push(" and (c.late = 1 or (c.stage in ('registered', 'accepted', 'dispatched', 'mediating', 'signing') and c.mediation_due < ")
            .bind(day);
        sql = sql.push("))");
    }
    sql
}

/// What is searched for, when something is.
fn words(filter: &Filter) -> Option<&str> {
    filter.words.as_deref().map(str::trim).filter(|words| !words.is_empty())
}

/// Adds the words of the filter.
pub(super) fn searched(q: &impl Query, sql: Sql, filter: &Filter) -> Sql {
    match words(filter) {
        Some(words) => search::matching(sql.push(" and "), q.engine(), "c.id", "case", words),
        None => sql,
    }
}

/// A page of cases.
pub async fn page(q: &impl Query, scope: &Scope, filter: &Filter, order: &Order, limit: i64) -> Result<Vec<Listed>> {
    let mut sql = Sql::new(&format!("select {COLUMNS} from case_row c where 1 = 1"));
    sql = narrowed(in_scope(sql, scope, "c"), filter);
    if let Some(words) = words(filter) {
        sql = search::on_page(q, sql.push(" and "), "c.id", "case", words).await?;
    }
    sql = match order {
        Order::Newest(after) => {
            if let Some((day, id)) = after {
                sql = sql
                    .push(" and (c.received < ")
                    .bind(*day)
                    .push(" or (c.received = ")
                    .bind(*day)
                    .push(" and c.id < ")
                    .bind(*id)
                    .push("))");
            }
            sql.push(" order by c.received desc, c.id desc")
        }
        Order::Due(after) => {
            sql = sql.push(" and c.next_due is not null");
            if let Some((day, id)) = after {
                sql = sql
                    .push(" and (c.next_due > ")
                    .bind(*day)
                    .push(" or (c.next_due = ")
                    .bind(*day)
                    .push(" and c.id > ")
                    .bind(*id)
                    .push("))");
            }
            sql.push(" order by c.next_due, c.id")
        }
        Order::Idle(after) => {
            if let Some((at, id)) = after {
                sql =
                    sql.push(" and (c.touched > ").bind(*at).push(" or (c.touched = ").bind(*at).push(" and c.id > ").bind(*id).push("))");
            }
            sql.push(" order by c.touched, c.id")
        }
    };
    sql.push(" limit ").bind(limit).all(q).await
}

/// How many cases there are.
pub async fn count(q: &impl Query, scope: &Scope, filter: &Filter) -> Result<i64> {
    let sql = in_scope(Sql::new("select cast(count(*) as bigint) as value from case_row c where 1 = 1"), scope, "c");
    searched(q, narrowed(sql, filter), filter).scalar_i64(q).await
}

/// One case in a scope.
pub async fn one(q: &impl Query, scope: &Scope, case: CaseId) -> Result<Option<Listed>> {
    let sql = Sql::new(&format!("select {COLUMNS} from case_row c where c.id = ")).bind(case);
    in_scope(sql, scope, "c").one(q).await
}

/// The case with exactly this number, in a scope.
pub async fn numbered(q: &impl Query, scope: &Scope, number: &str) -> Result<Option<Listed>> {
    let sql = Sql::new(&format!("select {COLUMNS} from case_row c where c.number = ")).bind(number);
    in_scope(sql, scope, "c").one(q).await
}

/// Open cases in which one of these workers stands against one of these employers.
pub async fn alike(q: &impl Query, workers: &[PartyId], employers: &[PartyId]) -> Result<Vec<Listed>> {
    if workers.is_empty() || employers.is_empty() {
        return Ok(Vec::new());
    }
    let sql = Sql::new(&format!(
        "select {COLUMNS} from case_row c where c.stage in ('registered', 'accepted', 'dispatched', 'mediating', 'signing', 'performing')
         and c.id in (select w.case_id from case_party w join case_party e on e.case_id = w.case_id where w.party_id in "
    ));
    let sql = sql.in_list(workers.iter().copied()).push(" and e.party_id in ").in_list(employers.iter().copied());
    sql.push(") order by c.received desc, c.id desc limit 20").all(q).await
}
