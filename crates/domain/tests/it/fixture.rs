//! A small town with fixed ids: a centre with its window, a street station, an enterprise committee, mediators and two sides.

use std::sync::LazyLock;

use domain::access::Role;
use domain::agreement::{AbilityGrade, Checklist, ChecklistItem, OrderHead, PerformanceAdvice};
use domain::case::{Actor, Lookup};
use domain::document::Printed;
use domain::kernel::id::{AccountId, CaseId, FileId, OrganisationId, PartyId, RoomId};
use domain::organisation::{MediatorFacts, OrganisationFacts, OrganisationKind};
use domain::periods::{Calendar, Rulebook};
use domain::way::{Head, WayFacts};
use uuid::Uuid;

pub(crate) const CASE: CaseId = CaseId(Uuid::from_u128(0xCA5E));
pub(crate) const DIVISION: &str = "450206000000";

pub(crate) const CENTRE: OrganisationId = OrganisationId(Uuid::from_u128(0x101));
pub(crate) const STATION: OrganisationId = OrganisationId(Uuid::from_u128(0x102));
pub(crate) const COMMITTEE: OrganisationId = OrganisationId(Uuid::from_u128(0x103));
pub(crate) const COURT: OrganisationId = OrganisationId(Uuid::from_u128(0x104));
pub(crate) const INSPECTION: OrganisationId = OrganisationId(Uuid::from_u128(0x105));
pub(crate) const CLOSED_STATION: OrganisationId = OrganisationId(Uuid::from_u128(0x106));

pub(crate) const CLERK: AccountId = AccountId(Uuid::from_u128(0x201));
pub(crate) const COLLEAGUE: AccountId = AccountId(Uuid::from_u128(0x202));
pub(crate) const MEDIATOR: AccountId = AccountId(Uuid::from_u128(0x203));
pub(crate) const SECOND_MEDIATOR: AccountId = AccountId(Uuid::from_u128(0x204));
pub(crate) const CONFLICTED: AccountId = AccountId(Uuid::from_u128(0x205));
pub(crate) const RETIRED: AccountId = AccountId(Uuid::from_u128(0x206));
pub(crate) const STATION_MEDIATOR: AccountId = AccountId(Uuid::from_u128(0x207));
pub(crate) const COMMITTEE_MEDIATOR: AccountId = AccountId(Uuid::from_u128(0x208));

pub(crate) const WORKER: PartyId = PartyId(Uuid::from_u128(0x301));
pub(crate) const EMPLOYER: PartyId = PartyId(Uuid::from_u128(0x401));

pub(crate) const ROOM: RoomId = RoomId(Uuid::from_u128(0x501));
pub(crate) const FILE: FileId = FileId(Uuid::from_u128(0x601));
/// The id of nothing at all.
pub(crate) const NOBODY: Uuid = Uuid::from_u128(0xDEAD);

pub(crate) const ACCOUNTS: [AccountId; 8] =
    [CLERK, COLLEAGUE, MEDIATOR, SECOND_MEDIATOR, CONFLICTED, RETIRED, STATION_MEDIATOR, COMMITTEE_MEDIATOR];
pub(crate) const ORGANISATIONS: [OrganisationId; 6] = [CENTRE, STATION, COMMITTEE, COURT, INSPECTION, CLOSED_STATION];

/// The real working days.
pub(crate) static CALENDAR: LazyLock<Calendar> =
    LazyLock::new(|| Calendar::parse(include_str!("../../../../data/cn-workdays.csv"), "cn-2026").unwrap());

/// The periods of the law.
pub(crate) static RULES: LazyLock<Rulebook> =
    LazyLock::new(|| toml::from_str::<Rulebook>(include_str!("../../../../data/periods.toml")).unwrap().check().unwrap());

/// What the directories say about everybody.
pub(crate) fn directory() -> Lookup {
    let organisation = |id, kind| OrganisationFacts { id, kind, active: id != CLOSED_STATION, runs: id != CLOSED_STATION };
    let mediator = |account, office| MediatorFacts {
        account,
        active: account != RETIRED,
        offices: vec![office],
        conflicted: account == CONFLICTED,
        certified: account != SECOND_MEDIATOR,
    };
    Lookup {
        certificate_asked: false,
        clauses: Vec::new(),
        organisations: vec![
            organisation(CENTRE, OrganisationKind::Centre),
            organisation(STATION, OrganisationKind::Street),
            organisation(COMMITTEE, OrganisationKind::EnterpriseCommittee),
            organisation(COURT, OrganisationKind::Court),
            organisation(INSPECTION, OrganisationKind::LabourInspection),
            organisation(CLOSED_STATION, OrganisationKind::Station),
        ],
        mediators: vec![
            mediator(MEDIATOR, CENTRE),
            mediator(SECOND_MEDIATOR, CENTRE),
            mediator(CONFLICTED, CENTRE),
            mediator(RETIRED, CENTRE),
            mediator(STATION_MEDIATOR, STATION),
            mediator(COMMITTEE_MEDIATOR, COMMITTEE),
        ],
        clash: None,
        printed: Some(Printed {
            number: "柳江劳人调协〔2026〕1号".into(), sha256: "5".repeat(64), template: "agreement-1".into()
        }),
        record: None,
        duplicates: 0,
        way: way_facts(),
        checklist: checklist(),
    }
}

/// The clerk at the centre's window.
pub(crate) fn clerk() -> Actor {
    Actor { account: Some(CLERK), role: Role::Clerk, office: Some(CENTRE) }
}

/// The heads of claim of the stories: wages and overtime pay are of the four, a relation is not reviewed.
pub(crate) fn way_facts() -> WayFacts {
    let order = Head { payment_order: Some(OrderHead::Remuneration), ..Head::default() };
    let relation = Head { reviewable: false, ..Head::default() };
    let heads = [("wage_arrears", order), ("overtime_pay", order), ("employment_relationship_determination", relation)];
    WayFacts { heads: heads.map(|(code, head)| (code.to_owned(), head)).into(), handler: Some(OrganisationKind::Street) }
}

/// Two things are looked at, one counts three times as much.
pub(crate) fn checklist() -> Checklist {
    let item = |code: &str, weight| ChecklistItem { code: code.to_owned(), weight };
    Checklist {
        version: "stories".to_owned(),
        items: vec![item("business", 75), item("assets", 25)],
        grades: vec![(AbilityGrade::A, 80), (AbilityGrade::B, 60), (AbilityGrade::C, 35), (AbilityGrade::D, 0)],
        advice: vec![(AbilityGrade::A, PerformanceAdvice::AtOnce), (AbilityGrade::D, PerformanceAdvice::Advance)],
    }
}
