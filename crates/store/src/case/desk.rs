//! What is due: obligations and return visits with their cases.

use domain::access::Scope;
use domain::agreement::ObligationKind;
use domain::closing::VisitKind;
use domain::kernel::id::{AccountId, CaseId, FollowUpId, ObligationId, PartyId};
use domain::kernel::{Day, Money};

use super::in_scope;
use crate::error::Result;
use crate::{Query, Sql, row};

row! {
    /// An unmet obligation.
    pub struct Owed {
        /// Which.
        pub id: ObligationId,
        /// Of which case.
        pub case_id: CaseId,
        /// What is owed.
        pub kind: ObligationKind,
        /// Who owes.
        pub payer: PartyId,
        /// How much.
        pub amount: Option<Money>,
        /// What was paid so far.
        pub paid: Money,
        /// By when.
        pub due: Day,
        /// The day a breach was recorded.
        pub breached: Option<Day>,
        /// Worker's side.
        pub worker_name: String,
        /// Employer's side.
        pub employer_name: String,
        /// Case number.
        pub number: String,
        /// Its division.
        pub division: String,
        /// Who mediates it.
        pub mediator: Option<AccountId>,
    }
}

row! {
    /// A return visit still to be made.
    pub struct VisitDue {
        /// Which.
        pub id: FollowUpId,
        /// Of which case.
        pub case_id: CaseId,
        /// Why it is planned.
        pub kind: VisitKind,
        /// By when.
        pub due: Day,
        /// Worker's side.
        pub worker_name: String,
        /// Employer's side.
        pub employer_name: String,
        /// Case number.
        pub number: String,
    }
}

/// Unmet obligations due before `before`, oldest first.
pub async fn owed(q: &impl Query, scope: &Scope, before: Day, after: Option<(Day, ObligationId)>, limit: i64) -> Result<Vec<Owed>> {
    let sql = Sql::new(
        "select o.id, o.case_id, o.kind, o.payer, o.amount, o.paid, o.due, o.breached, c.worker_name, c.employer_name, c.number, c.division, c.mediator
         from obligation_row o join case_row c on c.id = o.case_id where o.live = 1 and o.met is null and c.stage = 'performing' and o.due < ",
    );
    let mut sql = in_scope(sql.bind(before), scope, "c");
    if let Some((day, id)) = after {
        sql = sql.push(" and (o.due > ").bind(day).push(" or (o.due = ").bind(day).push(" and o.id > ").bind(id).push("))");
    }
    sql.push(" order by o.due, o.id limit ").bind(limit).all(q).await
}

/// How many unmet obligations were due before `before`.
pub async fn count_owed(q: &impl Query, scope: &Scope, before: Day) -> Result<i64> {
    let sql = Sql::new(
        "select cast(count(*) as bigint) as value from obligation_row o join case_row c on c.id = o.case_id
         where o.live = 1 and o.met is null and c.stage = 'performing' and o.due < ",
    );
    in_scope(sql.bind(before), scope, "c").scalar_i64(q).await
}

/// Return visits due before `before`, oldest first.
pub async fn visits(q: &impl Query, scope: &Scope, before: Day, after: Option<(Day, FollowUpId)>, limit: i64) -> Result<Vec<VisitDue>> {
    let sql = Sql::new(
        "select v.id, v.case_id, v.kind, v.due, c.worker_name, c.employer_name, c.number
         from visit_row v join case_row c on c.id = v.case_id where v.made is null and c.stage <> 'archived' and v.due < ",
    );
    let mut sql = in_scope(sql.bind(before), scope, "c");
    if let Some((day, id)) = after {
        sql = sql.push(" and (v.due > ").bind(day).push(" or (v.due = ").bind(day).push(" and v.id > ").bind(id).push("))");
    }
    sql.push(" order by v.due, v.id limit ").bind(limit).all(q).await
}
