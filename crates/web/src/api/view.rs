//! What the API answers besides a case's [state](super::state): lists, one case with everybody in it, events, what was filed. Identity and
//! telephone numbers are masked.

use app::Ctx;
use app::case::list::Listed;
use app::case::{CaseView, Told};
use domain::access::Role;
use domain::case::Stage;
use domain::closing::CloseResult;
use domain::intake::{Channel, PartyRole, Side};
use domain::kernel::id::{AccountId, CaseId, ContactId, FileId, OrganisationId, PartyId, SessionId};
use domain::kernel::{Day, Moment, Money};
use serde_json::{Map, Value, json};

use super::shape::{Anything, Shown};
use super::state::{
    AgreementState, CaseState, ClaimState, FourAmounts, InvitedOrganisation, ObligationState, Offered, PartyPlace, RecusalState,
    RunningClock, SessionInvitation, SessionState, Signature, VisitState, state,
};

shape! {
    /// A case as lists show it.
    pub struct CaseLine {
        /// Which.
        pub id: CaseId,
        /// Case number.
        pub number: String,
        /// How far it has come.
        pub stage: Stage,
        /// Worker's side, named.
        pub worker_name: String,
        /// Employer's side, named.
        pub employer_name: String,
        /// First type of claim.
        pub claim_type: String,
        /// Workers on the case.
        pub workers: i64,
        /// How it came in.
        pub channel: Channel,
        /// The window's office.
        pub office: OrganisationId,
        /// The organisation that handles it.
        pub handler: Option<OrganisationId>,
        /// The organisation asked to take it.
        pub asked: Option<OrganisationId>,
        /// Mediator.
        pub mediator: Option<AccountId>,
        /// 12-digit division.
        pub division: String,
        /// Received on.
        pub received: Day,
        /// Accepted on.
        pub accepted: Option<Day>,
        /// Closed on.
        pub closed: Option<Day>,
        /// How it ended.
        pub result: Option<CloseResult>,
        /// Ended after its period.
        pub late: bool,
        /// Amount claimed, in yuan.
        pub claimed: Option<Money>,
        /// Amount verified, in yuan.
        pub verified: Option<Money>,
        /// Amount agreed, in yuan.
        pub agreed: Option<Money>,
        /// Amount paid, in yuan.
        pub paid: Money,
        /// The mediation period ends on.
        pub mediation_due: Option<Day>,
        /// The next thing is due on.
        pub next_due: Option<Day>,
        /// Return visits still to be made.
        pub visits_open: i64,
        /// Satisfaction at the last visit, 1 to 5.
        pub satisfaction: Option<i64>,
        /// Archived on.
        pub archived: Option<Day>,
        /// The person it waits for.
        pub waiting_person: Option<AccountId>,
        /// The office it waits for.
        pub waiting_office: Option<OrganisationId>,
        /// The organisation asked is to answer by.
        pub reply_by: Option<Day>,
        /// Last event.
        pub touched: Moment,
    }
}

impl From<Listed> for CaseLine {
    fn from(row: Listed) -> Self {
        Self {
            id: row.id,
            number: row.number,
            stage: row.stage,
            worker_name: row.worker_name,
            employer_name: row.employer_name,
            claim_type: row.claim_kind,
            workers: row.workers,
            channel: row.channel,
            office: row.office,
            handler: row.handler,
            asked: row.asked,
            mediator: row.mediator,
            division: row.division,
            received: row.received,
            accepted: row.accepted,
            closed: row.closed,
            result: row.result,
            late: row.late,
            claimed: row.claimed,
            verified: row.verified,
            agreed: row.agreed,
            paid: row.paid,
            mediation_due: row.mediation_due,
            next_due: row.next_due,
            visits_open: row.visits_open,
            satisfaction: row.satisfaction,
            archived: row.archived,
            waiting_person: row.waiting_person,
            waiting_office: row.waiting_office,
            reply_by: row.reply_by,
            touched: row.touched,
        }
    }
}

shape! {
    /// A page of cases.
    pub struct CasePage {
        /// The cases, newest first.
        pub items: Vec<CaseLine>,
        /// What to put into `after` for the next page; null on the last one.
        pub next: Option<String>,
    }
}

shape! {
    /// A party with what is known about it; identity and telephone numbers are masked.
    pub struct PartyDetail {
        /// Which.
        pub id: PartyId,
        /// On which side.
        pub side: Side,
        /// As what.
        pub role: PartyRole,
        /// Name.
        pub name: String,
        /// Masked identity number of a person, credit code of an employer.
        pub number: Option<String>,
        /// Masked telephone.
        pub phone: Option<String>,
        /// Address.
        pub address: Option<String>,
        /// Post, days of work, wage, groups, agent …: by the names of the application's fields.
        pub details: Anything,
        /// Agrees to mediation; null while it has not said.
        pub consents: Option<bool>,
    }
}

shape! {
    /// An attached file.
    pub struct FileDetail {
        /// Which.
        pub id: FileId,
        /// Its title in the dossier.
        pub title: String,
        /// Its type as its bytes say.
        pub content_type: String,
        /// Bytes.
        pub size: i64,
        /// When it was stored.
        pub stored_at: Moment,
    }
}

shape! {
    /// Where a session is held that is not in a room.
    pub struct SessionPlace {
        /// Which session.
        pub session: SessionId,
        /// The place or link.
        pub place: String,
    }
}

shape! {
    /// What a case's state leaves out.
    pub struct CasePeople {
        /// Both sides, named.
        pub title: String,
        /// The parties in the order of the application.
        pub people: Vec<PartyDetail>,
        /// Facts and reasons as told.
        pub facts: String,
        /// Places of sessions outside the rooms.
        pub places: Vec<SessionPlace>,
        /// The attached files.
        pub attachments: Vec<FileDetail>,
    }
}

/// One case with everybody in it.
#[derive(Clone, Debug)]
pub struct CaseDetail {
    state: CaseState,
    people: CasePeople,
}

impl Shown for CaseDetail {
    fn shown(&self) -> Value {
        let fields = [self.state.shown(), self.people.shown()];
        let all = fields.into_iter().filter_map(|value| match value {
            Value::Object(fields) => Some(fields),
            _ => None,
        });
        Value::Object(all.flatten().collect::<Map<_, _>>())
    }
    fn schema() -> Value {
        json!({ "allOf": [CaseState::place(), CasePeople::place()] })
    }
    fn place() -> Value {
        json!({ "$ref": "#/components/schemas/CaseDetail" })
    }
}

/// One case, for who asks.
pub fn detail(cx: &Ctx, view: &CaseView) -> CaseDetail {
    let party = |party: &app::case::PartyView| PartyDetail {
        id: party.id,
        side: party.side,
        role: party.role,
        name: party.name.clone(),
        number: party.number.clone(),
        phone: party.phone.clone(),
        address: party.address.clone(),
        details: Anything(
            party.details.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect::<Map<_, _>>().into(),
        ),
        consents: party.consents,
    };
    let place = |session: &domain::mediation::MediationSession| {
        let place = view.words(session.place?)?;
        Some(SessionPlace { session: session.id, place: place.to_owned() })
    };
    let attachments = view.files.iter().map(|file| FileDetail {
        id: file.id,
        title: file.name.clone(),
        content_type: file.content_type.clone(),
        size: file.size,
        stored_at: file.stored_at,
    });
    CaseDetail {
        state: state(cx, &view.case),
        people: CasePeople {
            title: view.title(),
            people: view.parties.iter().map(party).collect(),
            facts: view.facts.clone(),
            places: view.case.mediation.sessions.iter().filter_map(place).collect(),
            attachments: attachments.collect(),
        },
    }
}

shape! {
    /// Who acted.
    pub struct EventActor {
        /// The account; null for the system.
        pub account: Option<AccountId>,
        /// The name.
        pub name: Option<String>,
        /// In which role.
        pub role: Role,
        /// For which office.
        pub office: Option<OrganisationId>,
    }
}

shape! {
    /// Something that happened to a case.
    pub struct EventLine {
        /// 1 for the first event of the case.
        pub seq: i64,
        /// When.
        pub at: Moment,
        /// What: a stable name.
        pub name: String,
        /// The version of the payload.
        pub version: i64,
        /// Who.
        pub actor: EventActor,
        /// The stored event: ids without their prefix, amounts in fen, times in milliseconds since 1970 in UTC.
        pub payload: Anything,
        /// The event in words.
        pub sentence: String,
        /// What somebody said or wrote.
        pub quote: Option<String>,
        /// The rule it rests on.
        pub rule: Option<String>,
    }
}

shape! {
    /// The events of a case, first to last.
    pub struct EventList {
        /// The events.
        pub items: Vec<EventLine>,
    }
}

/// An event with its sentence.
pub fn event(told: &Told) -> EventLine {
    let recorded = &told.recorded;
    let payload = recorded.event.payload().unwrap_or_else(|error| {
        tracing::error!(event.name = recorded.event.name(), %error, "payload can't be written");
        Value::Object(Map::new())
    });
    EventLine {
        seq: recorded.seq,
        at: recorded.at,
        name: recorded.event.name().to_owned(),
        version: recorded.event.version(),
        actor: EventActor {
            account: recorded.actor.account,
            name: told.actor.clone(),
            role: recorded.actor.role,
            office: recorded.actor.office,
        },
        payload: Anything(payload),
        sentence: told.sentence.say.clone(),
        quote: told.sentence.quote.clone(),
        rule: told.sentence.by.clone(),
    }
}

shape! {
    /// A registered application.
    pub struct RegisteredCase {
        /// The case it became.
        pub id: CaseId,
        /// Its number.
        pub number: String,
        /// Fields in which what was sent differs from what is known about a party; the known stays.
        pub differences: Vec<String>,
    }
}

shape! {
    /// A contact taken down.
    pub struct ReceivedContact {
        /// Which.
        pub id: ContactId,
        /// Its number.
        pub number: String,
    }
}

/// Every shape with its name.
pub fn shapes() -> Vec<(&'static str, Value)> {
    macro_rules! all {
        ($($name:ident),* $(,)?) => { vec![$((stringify!($name), $name::schema())),*] };
    }
    all![
        AgreementState,
        CaseDetail,
        CaseLine,
        CasePage,
        CasePeople,
        CaseState,
        ClaimState,
        EventActor,
        EventLine,
        EventList,
        FileDetail,
        FourAmounts,
        InvitedOrganisation,
        ObligationState,
        Offered,
        PartyDetail,
        PartyPlace,
        ReceivedContact,
        RecusalState,
        RegisteredCase,
        RunningClock,
        SessionInvitation,
        SessionPlace,
        SessionState,
        Signature,
        VisitState,
    ]
}
