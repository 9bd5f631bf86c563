//! Registration: the application with its parties and claims (调解仲裁法 art. 12; 令17号 art. 21; register form law.md §3.7 no. 2).

use super::event::{ClaimLodged, Registered};
use super::{Channel, Entrusted, Party, PartyRole, Side, Told};
use crate::case::refusal::ensure;
use crate::case::{Decision, Outcome, Reason, Refusal, WordsKind};
use crate::kernel::id::{ContactId, OrganisationId};
use crate::kernel::identity::{Phone, ResidentId, Uscc};
use crate::kernel::{Day, Line, Masked, Money, Prose};
use crate::periods::RuleId;
use crate::{codes, form};

codes! {
    /// Sex as the identity card says it.
    pub enum Sex as "sex" {
        /// 男
        Male = "male",
        /// 女
        Female = "female",
    }
}

form! {
    /// A worker (or the next of kin of one who died) on the application.
    pub struct PersonRow {
        /// Worker or next of kin.
        pub role: Option<PartyRole>,
        /// Name.
        pub name: Line<50>,
        /// Resident identity number.
        pub id_number: Option<ResidentId>,
        /// Other document and number, for people without a resident identity card.
        pub other_document: Option<Line<60>>,
        /// Telephone.
        pub phone: Option<Phone>,
        /// Sex.
        pub sex: Option<Sex>,
        /// Day of birth.
        pub birth: Option<Day>,
        /// Nationality (民族).
        pub ethnicity: Option<Line<20>>,
        /// Where to reach the person.
        pub address: Option<Line<120>>,
        /// Groups the person belongs to (migrant worker, dispatched …).
        pub groups: Vec<Line<40>>,
        /// Post.
        pub post: Option<Line<60>>,
        /// First day of work.
        pub hired: Option<Day>,
        /// Last day of work.
        pub left: Option<Day>,
        /// Monthly wage.
        pub wage: Option<Money>,
        /// Language or other help needed.
        pub help: Option<Line<60>>,
        /// Agent with the powers given.
        pub agent: Option<Line<80>>,
        /// The worker who died, when the applicant is next of kin.
        pub kin_of: Option<Line<50>>,
    }
}

form! {
    /// An employer, dispatch agency or user company on the application.
    pub struct EmployerRow {
        /// What it is in the dispute.
        pub role: Option<PartyRole>,
        /// Name.
        pub name: Line<100>,
        /// Unified social credit code.
        pub uscc: Option<Uscc>,
        /// Kind of employer.
        pub employer_kind: Option<Line<40>>,
        /// Industry.
        pub industry: Option<Line<40>>,
        /// Legal representative or person in charge.
        pub legal_representative: Option<Line<50>>,
        /// Who speaks for it.
        pub contact: Option<Line<50>>,
        /// Telephone.
        pub phone: Option<Phone>,
        /// Address.
        pub address: Option<Line<120>>,
    }
}

form! {
    /// One head of claim.
    pub struct ClaimRow {
        /// Its type (data/claim-types.toml).
        pub kind: Line<40>,
        /// Amount claimed; may be unknown yet.
        pub amount: Option<Money>,
        /// From which day.
        pub from: Option<Day>,
        /// To which day.
        pub to: Option<Day>,
        /// In the applicant's words.
        pub basis: Option<Prose<500>>,
    }
}

form! {
    /// The application as the window takes it down on one screen.
    pub struct Application {
        /// How it came in.
        pub channel: Channel,
        /// The contact that it grows from.
        pub contact: Option<ContactId>,
        /// The day it was received.
        pub received: Day,
        /// Entrusted by an arbitration commission or a court.
        pub entrusted: Option<Entrusted>,
        /// The day from which the entrusted mediation runs: both sides agreed to it, or the materials were signed for.
        pub entrusted_on: Option<Day>,
        /// The case number of the entrusting body.
        pub entrusted_case: Option<Line<60>>,
        /// Told orally and taken down on the spot.
        pub oral: bool,
        /// The division in which it belongs (12 digits).
        pub division: Option<Line<12>>,
        /// Workers who apply.
        pub applicants: Vec<PersonRow>,
        /// Employers on the other side.
        pub respondents: Vec<EmployerRow>,
        /// The employer applies against the worker.
        pub employer_applies: bool,
        /// What is claimed.
        pub claims: Vec<ClaimRow>,
        /// Facts and reasons.
        pub facts: Prose<5000>,
        /// What was told on the spot.
        pub told: Vec<Told>,
        /// Why it is registered although a similar case is open.
        pub duplicate_reason: Option<Prose<300>>,
    }
}

impl Application {
    /// The side of the workers: the applicants, unless the employer applies.
    pub const fn worker_side(&self) -> Side {
        if self.employer_applies { Side::Respondent } else { Side::Applicant }
    }

    /// The side of the employers.
    pub const fn employer_side(&self) -> Side {
        if self.employer_applies { Side::Applicant } else { Side::Respondent }
    }
}

/// What the window adds to the application: numbers drawn, parties found or made.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The case number.
    pub number: String,
    /// The registering office.
    pub office: OrganisationId,
    /// The 12-digit division.
    pub division: String,
    /// The parties in the order of the application: workers, then employers.
    pub parties: Vec<Party>,
    /// Names are kept out of events; only for the log's debugging eye.
    pub title: Masked<String>,
}

/// Decides the registration.
///
/// # Errors
/// [`Reason::BothSidesNeeded`], [`Reason::ClaimNeeded`], [`Reason::PartyTwice`], [`Reason::InTheFuture`], [`Reason::EndBeforeStart`],
/// [`Reason::DuplicateNeedsReason`].
pub fn register(application: &Application, registration: Registration, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
    check(application, &registration, cx)?;
    let mut outcome = Outcome::default();
    let facts = outcome.say(cx, WordsKind::Facts, &application.facts);
    let duplicate = outcome.say_if(cx, WordsKind::Reason, application.duplicate_reason.as_deref());
    let claims = application
        .claims
        .iter()
        .map(|row| ClaimLodged {
            id: cx.ids.draw(),
            kind: row.kind.to_string(),
            amount: row.amount,
            from: row.from,
            to: row.to,
            basis: outcome.say_if(cx, WordsKind::Basis, row.basis.as_deref()),
        })
        .collect();
    let registered = Registered {
        number: registration.number,
        office: registration.office,
        division: registration.division,
        channel: application.channel,
        entrusted: application.entrusted,
        entrusted_case: application.entrusted_case.as_deref().map(str::to_owned),
        contact: application.contact,
        received: application.received,
        oral: application.oral,
        first_contact: cx.actor.account,
        parties: registration.parties,
        claims,
        facts,
        told: application.told.clone(),
        duplicate,
    };
    let clock = |rule, from| cx.clock(rule, from, &registered.division);
    let mut clocks = vec![clock(RuleId::ACCEPT, application.received)?, clock(RuleId::MEDIATE, application.received)?];
    if let Some(entrusted) = application.entrusted {
        clocks.push(clock(entrusted.rule(), application.entrusted_on.unwrap_or(application.received))?);
    }
    Ok(clocks.into_iter().fold(outcome.and(registered), Outcome::and))
}

fn check(application: &Application, registration: &Registration, cx: &Decision<'_>) -> Result<(), Refusal> {
    ensure(!application.applicants.is_empty(), || Refusal::at("applicants", Reason::BothSidesNeeded))?;
    ensure(!application.respondents.is_empty(), || Refusal::at("respondents", Reason::BothSidesNeeded))?;
    ensure(!application.claims.is_empty(), || Refusal::at("claims", Reason::ClaimNeeded))?;
    cx.not_future("received", application.received)?;
    if let Some(day) = application.entrusted_on {
        cx.not_future("entrusted_on", day)?;
    }
    let mut ids: Vec<_> = registration.parties.iter().map(|party| party.id).collect();
    ids.sort_unstable();
    ensure(ids.windows(2).all(|pair| pair.first() != pair.last()), || Refusal::at("applicants", Reason::PartyTwice))?;
    let ordered = |from: Option<Day>, to: Option<Day>| !matches!((from, to), (Some(from), Some(to)) if to < from);
    for row in &application.claims {
        ensure(ordered(row.from, row.to), || Refusal::at("claims", Reason::EndBeforeStart))?;
    }
    for row in &application.applicants {
        ensure(ordered(row.hired, row.left), || Refusal::at("applicants", Reason::EndBeforeStart))?;
        ensure(row.birth.is_none_or(|birth| birth <= cx.today()), || Refusal::at("applicants", Reason::InTheFuture))?;
        ensure(row.role.is_none_or(|role| matches!(role, PartyRole::Worker | PartyRole::NextOfKin)), || {
            Refusal::at("applicants", Reason::PartyTwice)
        })?;
    }
    ensure(cx.lookup.duplicates == 0 || application.duplicate_reason.is_some(), || {
        Refusal::at("duplicate_reason", Reason::DuplicateNeedsReason).with("count", cx.lookup.duplicates)
    })
}
