//! How the agreement stands, and the return visits that follow it.

use domain::agreement::{ObligationKind, Signer};
use domain::case::Case;
use domain::closing::VisitKind;
use domain::kernel::id::{FollowUpId, ObligationId, PartyId};
use domain::kernel::{Day, Money};

shape! {
    /// An obligation of the agreement.
    pub struct ObligationState {
        /// Which.
        pub id: ObligationId,
        /// Money or something else.
        pub kind: ObligationKind,
        /// Who owes.
        pub payer: PartyId,
        /// To whom.
        pub payee: PartyId,
        /// How much, in yuan.
        pub amount: Option<Money>,
        /// Paid so far, in yuan.
        pub paid: Money,
        /// Due on.
        pub due: Day,
        /// Met on.
        pub met: Option<Day>,
        /// A breach was recorded on.
        pub breached: Option<Day>,
    }
}

shape! {
    /// A signature or the seal.
    pub struct Signature {
        /// Who signed.
        pub signer: Signer,
        /// Which party, when it was one.
        pub party: Option<PartyId>,
        /// On which day.
        pub day: Day,
    }
}

shape! {
    /// The agreement.
    pub struct AgreementState {
        /// 1 for the first draft of the case.
        pub draft: i64,
        /// Settles only some of the claims.
        pub partial: bool,
        /// The sum agreed, in yuan.
        pub total: Money,
        /// In force since.
        pub in_force: Option<Day>,
        /// Who owes what by when.
        pub obligations: Vec<ObligationState>,
        /// Signatures and the seal.
        pub signatures: Vec<Signature>,
    }
}

shape! {
    /// A return visit.
    pub struct VisitState {
        /// Which.
        pub id: FollowUpId,
        /// Why it is planned.
        pub kind: VisitKind,
        /// Due on.
        pub due: Day,
        /// How often nobody was reached.
        pub tries: i64,
        /// Made on.
        pub made: Option<Day>,
        /// Satisfaction, 1 to 5.
        pub satisfaction: Option<i64>,
    }
}

pub(super) fn agreement(case: &Case) -> Option<AgreementState> {
    let agreement = case.agreement.as_ref()?;
    let obligation = |obligation: &domain::agreement::Obligation| ObligationState {
        id: obligation.id,
        kind: obligation.kind,
        payer: obligation.payer,
        payee: obligation.payee,
        amount: obligation.amount,
        paid: obligation.paid,
        due: obligation.due,
        met: obligation.met,
        breached: obligation.breached,
    };
    Some(AgreementState {
        draft: agreement.draft,
        partial: agreement.partial,
        total: agreement.total(),
        in_force: agreement.in_force,
        obligations: agreement.obligations.iter().map(obligation).collect(),
        signatures: agreement
            .signatures
            .iter()
            .map(|(signer, party, day)| Signature { signer: *signer, party: *party, day: *day })
            .collect(),
    })
}

pub(super) fn visits(case: &Case) -> Vec<VisitState> {
    let visit = |visit: &domain::closing::Visit| VisitState {
        id: visit.id,
        kind: visit.kind,
        due: visit.due,
        tries: visit.tries,
        made: visit.made,
        satisfaction: visit.satisfaction,
    };
    case.visits.iter().map(visit).collect()
}
