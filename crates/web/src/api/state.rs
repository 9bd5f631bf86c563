//! A case as it stands, without any personal data: what answers to acts show, and what is stored of them for replay.

mod agreement;
mod mediation;

use app::Ctx;
use domain::access::{Action, Facts};
use domain::case::{Act, Case, Offer, Reason, Stage, offer};
use domain::closing::CloseResult;
use domain::intake::{Channel, Complexity, PartyRole, ScopeClass, Side};
use domain::kernel::id::{AccountId, CaseId, ClaimId, ContactId, FileId, OrganisationId, PartyId};
use domain::kernel::{Day, Moment, Money};
use domain::mediation::SuspensionGround;

pub use self::agreement::{AgreementState, ObligationState, Signature, VisitState};
pub use self::mediation::{InvitedOrganisation, RecusalState, SessionInvitation, SessionState};

shape! {
    /// A party's place in a case.
    pub struct PartyPlace {
        /// Which.
        pub id: PartyId,
        /// On which side.
        pub side: Side,
        /// As what.
        pub role: PartyRole,
        /// Agrees to mediation; null while it has not said.
        pub consents: Option<bool>,
    }
}

shape! {
    /// A head of claim.
    pub struct ClaimState {
        /// Which.
        pub id: ClaimId,
        /// Its type.
        pub kind: String,
        /// From which day.
        pub from: Option<Day>,
        /// To which day.
        pub to: Option<Day>,
        /// Claimed, in yuan.
        pub claimed: Option<Money>,
        /// Verified, in yuan.
        pub verified: Option<Money>,
        /// Agreed, in yuan.
        pub agreed: Option<Money>,
        /// Was withdrawn.
        pub withdrawn: bool,
    }
}

shape! {
    /// The four amounts of a case, never merged.
    pub struct FourAmounts {
        /// Claimed, in yuan.
        pub claimed: Option<Money>,
        /// Verified, in yuan.
        pub verified: Option<Money>,
        /// Agreed in an agreement in force, in yuan.
        pub agreed: Option<Money>,
        /// Paid, in yuan.
        pub paid: Money,
    }
}

shape! {
    /// A statutory period of the case.
    pub struct RunningClock {
        /// Which rule, by its number in the book of periods.
        pub rule: String,
        /// What must be done by then.
        pub title: String,
        /// Statute and article.
        pub statute: String,
        /// Due on, extension included.
        pub due: Day,
        /// Stopped on; null while it runs.
        pub stopped: Option<Day>,
    }
}

shape! {
    /// Something this token can do on the case, now or once something is there.
    pub struct Offered {
        /// Which act.
        pub act: Act,
        /// Can be done now.
        pub ready: bool,
        /// What is missing otherwise.
        pub missing: Option<Reason>,
    }
}

shape! {
    /// A case as it stands. Without names: see `CaseDetail` for those.
    pub struct CaseState {
        /// Which.
        pub id: CaseId,
        /// How many events it has; also the ETag.
        pub version: i64,
        /// Case number.
        pub number: String,
        /// How far it has come.
        pub stage: Stage,
        /// Last event.
        pub touched: Moment,
        /// The window's office.
        pub office: Option<OrganisationId>,
        /// 12-digit division.
        pub division: String,
        /// How it came in.
        pub channel: Option<Channel>,
        /// The contact that it grew from.
        pub contact: Option<ContactId>,
        /// Received on.
        pub received: Option<Day>,
        /// Told orally and taken down on the spot.
        pub oral: bool,
        /// Who answers for the matter.
        pub first_contact: Option<AccountId>,
        /// Accepted on.
        pub accepted: Option<Day>,
        /// Under which class it was accepted.
        pub scope: Option<ScopeClass>,
        /// How hard it is.
        pub complexity: Option<Complexity>,
        /// The reason for which it was declined.
        pub declined: Option<String>,
        /// Who stands on which side.
        pub parties: Vec<PartyPlace>,
        /// What is claimed.
        pub claims: Vec<ClaimState>,
        /// The four amounts.
        pub amounts: FourAmounts,
        /// The statutory periods.
        pub clocks: Vec<RunningClock>,
        /// The mediation period ends on.
        pub mediation_due: Option<Day>,
        /// The next thing is due on.
        pub next_due: Option<Day>,
        /// The organisation asked to take it.
        pub asked: Option<OrganisationId>,
        /// It is to answer by.
        pub reply_by: Option<Day>,
        /// The organisation that handles it.
        pub handler: Option<OrganisationId>,
        /// The mediator.
        pub mediator: Option<AccountId>,
        /// Departments invited to joint mediation.
        pub invited: Vec<InvitedOrganisation>,
        /// The one that leads them.
        pub lead: Option<OrganisationId>,
        /// Sessions in the order of scheduling.
        pub sessions: Vec<SessionState>,
        /// Recusal requests.
        pub recusals: Vec<RecusalState>,
        /// Why mediation is suspended.
        pub suspended: Option<SuspensionGround>,
        /// The agreement.
        pub agreement: Option<AgreementState>,
        /// Return visits.
        pub visits: Vec<VisitState>,
        /// How it ended.
        pub result: Option<CloseResult>,
        /// Ended on.
        pub closed: Option<Day>,
        /// Ended after its period.
        pub late: bool,
        /// Archived on.
        pub archived: Option<Day>,
        /// Attached files.
        pub files: Vec<FileId>,
        /// What this token can do.
        pub offers: Vec<Offered>,
    }
}

/// A case as it stands, for who asks.
pub fn state(cx: &Ctx, case: &Case) -> CaseState {
    let (intake, dispatch, amounts) = (&case.intake, &case.dispatch, case.amounts());
    CaseState {
        id: case.id,
        version: case.version,
        number: case.number.clone(),
        stage: case.stage,
        touched: case.touched,
        office: case.office,
        division: case.division.clone(),
        channel: intake.channel,
        contact: intake.contact,
        received: intake.received,
        oral: intake.oral,
        first_contact: intake.first_contact,
        accepted: intake.accepted,
        scope: intake.scope,
        complexity: intake.complexity,
        declined: intake.declined.clone(),
        parties: parties(case),
        claims: claims(case),
        amounts: FourAmounts { claimed: amounts.claimed, verified: amounts.verified, agreed: amounts.agreed, paid: amounts.paid },
        clocks: case
            .clocks
            .iter()
            .map(|clock| RunningClock {
                rule: clock.rule.to_string(),
                title: clock.title.clone(),
                statute: clock.statute.clone(),
                due: clock.due(),
                stopped: clock.stopped,
            })
            .collect(),
        mediation_due: case.mediation_due(),
        next_due: case.next_due(),
        asked: dispatch.asked,
        reply_by: dispatch.reply_by,
        handler: case.handler(),
        mediator: dispatch.mediator,
        invited: dispatch.invited.iter().map(|body| InvitedOrganisation { organisation: body.organisation, joins: body.joins }).collect(),
        lead: dispatch.lead,
        sessions: mediation::sessions(case),
        recusals: mediation::recusals(case),
        suspended: case.mediation.suspended.map(|(ground, _)| ground),
        agreement: agreement::agreement(case),
        visits: agreement::visits(case),
        result: case.closing.as_ref().map(|closing| closing.result),
        closed: case.closing.as_ref().map(|closing| closing.day),
        late: case.closing.as_ref().is_some_and(|closing| closing.late),
        archived: case.archive.as_ref().map(|filed| filed.day),
        files: case.files.clone(),
        offers: offers(cx, case),
    }
}

fn parties(case: &Case) -> Vec<PartyPlace> {
    let place = |party: &domain::intake::Party| PartyPlace {
        id: party.id,
        side: party.side,
        role: party.role,
        consents: case.intake.consent_of(party.id),
    };
    case.parties.iter().map(place).collect()
}

fn claims(case: &Case) -> Vec<ClaimState> {
    let claim = |claim: &domain::claims::Claim| ClaimState {
        id: claim.id,
        kind: claim.kind.clone(),
        from: claim.from,
        to: claim.to,
        claimed: claim.claimed,
        verified: claim.verified,
        agreed: claim.agreed,
        withdrawn: claim.withdrawn,
    };
    case.claims.iter().map(claim).collect()
}

fn offers(cx: &Ctx, case: &Case) -> Vec<Offered> {
    let facts = Facts::from(case);
    let mine = Act::ALL.iter().filter(|act| cx.may(Action::Act(**act), &facts).is_ok());
    mine.filter_map(|act| match offer(case, *act) {
        Offer::Ready => Some(Offered { act: *act, ready: true, missing: None }),
        Offer::NotYet(reason) => Some(Offered { act: *act, ready: false, missing: Some(reason) }),
        Offer::No => None,
    })
    .collect()
}
