//! Who may do what: the whole matrix as one reviewed file, and the promise that lists and single things agree.

use std::path::Path;

use domain::access::rules::{Deal, anywhere};
use domain::access::{Action, Facts, Grant, Person, Role, can, reach, scope, subtree, within};
use domain::case::stage::stages;
use domain::case::{Act, Stage};
use domain::kernel::id::{AccountId, OrganisationId};
use proptest::prelude::*;
use uuid::Uuid;

const REVIEWED: &str = include_str!("access_matrix.txt");

/// Both tables as text.
fn matrix() -> String {
    let mut lines = vec!["Who reaches how far (own, mediates, home, handler, office, area, all; - not at all)".to_owned()];
    let head: Vec<String> = Role::ALL.iter().map(ToString::to_string).collect();
    let widths: Vec<usize> = head.iter().map(|name| name.len().max(7)).collect();
    let row = |first: &str, cells: Vec<String>| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        format!("{first:<28}{}", cells.collect::<Vec<_>>().join(" ")).trim_end().to_owned()
    };
    lines.push(row("action", head));
    for action in Action::all() {
        let cells = Role::ALL.iter().map(|role| reach(*role, action).map_or("-".to_owned(), |reach| reach.to_string()));
        lines.push(row(action.code(), cells.collect()));
    }
    lines.push(String::new());
    lines.push("In which stage (x: possible)".to_owned());
    let stage_row = |first: &str, cells: Vec<&str>| {
        let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:<10}")).collect();
        format!("{first:<28}{}", cells.join(" ")).trim_end().to_owned()
    };
    lines.push(stage_row("act", Stage::CODES.to_vec()));
    for act in Act::ALL {
        lines.push(stage_row(act.code(), Stage::ALL.iter().map(|stage| if stages(*act).contains(stage) { "x" } else { "-" }).collect()));
    }
    lines.join("\n") + "\n"
}

#[test]
fn the_matrix_is_the_reviewed_one() {
    let matrix = matrix();
    if matrix != REVIEWED {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("access_matrix.txt");
        std::fs::write(&path, &matrix).unwrap();
        let changed: Vec<_> = matrix.lines().filter(|line| !REVIEWED.lines().any(|old| old == *line)).collect();
        panic!("the rights changed; review {} and copy it to tests/it/access_matrix.txt:\n{}", path.display(), changed.join("\n"));
    }
}

#[test]
fn an_archived_case_has_no_act_but_what_becomes_of_the_dossier() {
    let of_the_dossier = [Act::KeepLonger, Act::ProposeDisposal, Act::DecideDisposal, Act::Destroy];
    assert!(Act::ALL.iter().all(|act| stages(*act).contains(&Stage::Archived) == of_the_dossier.contains(act)));
    assert!(Act::ALL.iter().all(|act| !stages(*act).is_empty()));
}

#[test]
fn only_case_workers_open_a_case() {
    let open: Vec<_> =
        Role::ALL.iter().filter(|role| reach(**role, Action::Deal(Deal::ReadCase)).is_some()).map(|role| role.code()).collect();
    assert_eq!(open, ["clerk", "mediator", "director", "arbitration_liaison", "court_liaison", "union_officer", "supervisor", "system"]);
    for role in [Role::Statistician, Role::Administrator, Role::Auditor] {
        assert!(Act::ALL.iter().all(|act| reach(role, Action::Act(*act)).is_none()));
        assert_eq!(reach(role, Action::Deal(Deal::Reveal)), None);
    }
}

#[test]
fn nobody_but_the_cases_mediator_hears_what_is_said_to_settle() {
    let hears: Vec<_> =
        Role::ALL.iter().filter(|role| reach(**role, Action::Deal(Deal::Vault)).is_some()).map(|role| role.code()).collect();
    assert_eq!(hears, ["mediator"]);
    let person = Person {
        account: account(0),
        grants: vec![Grant { role: Role::Mediator, office: office(0), division: "450206000000".to_owned() }],
    };
    let mut case = Facts { people: vec![account(0)], mediator: Some(account(1)), ..Facts::default() };
    assert_eq!(can(&person, Action::Deal(Deal::Vault), &case).grant(), None, "to have received the case is not enough");
    case.mediator = Some(account(0));
    assert!(can(&person, Action::Deal(Deal::Vault), &case).grant().is_some());
}

#[test]
fn who_acts_on_a_case_opens_it() {
    let person =
        |role| Person { account: account(0), grants: vec![Grant { role, office: office(0), division: "450206000000".to_owned() }] };
    let case = Facts {
        division: "450206100000".to_owned(),
        offices: vec![office(0)],
        home: Some(office(0)),
        handler: Some(office(0)),
        people: vec![account(0)],
        mediator: Some(account(0)),
    };
    for role in Role::ALL {
        if anywhere(&person(*role), Action::Act(Act::Note)).is_some() {
            assert!(
                can(&person(*role), Action::Deal(Deal::ReadCase), &case).grant().is_some(),
                "{role} writes on a case that it can't open"
            );
        }
    }
}

#[test]
fn a_subtree_never_overflows() {
    for odd in ["", "4", "99999999999999999999", "18446744073709551615", "四五〇二〇六", "450206", "999999999999"] {
        let _ = (subtree(odd), within(odd, odd), within("450206000000", odd));
    }
}

fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(0x700 + n))
}

fn office(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(0x800 + n))
}

fn division() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(vec![
            "450000000000", "450200000000", "450206000000", "450206100000", "450206100001", "450221000000", "440300000000",
        ]).prop_map(str::to_owned),
        1 => "[0-9]{0,12}",
        1 => ".{0,6}",
    ]
}

fn person() -> impl Strategy<Value = Person> {
    let grant =
        (prop::sample::select(Role::ALL), 0..4u128, division()).prop_map(|(role, n, division)| Grant { role, office: office(n), division });
    (0..4u128, prop::collection::vec(grant, 0..4)).prop_map(|(n, grants)| Person { account: account(n), grants })
}

fn facts() -> impl Strategy<Value = Facts> {
    let offices = prop::collection::vec((0..4u128).prop_map(office), 0..3);
    let people = prop::collection::vec((0..4u128).prop_map(account), 0..3);
    let one = || prop::option::of((0..4u128).prop_map(office));
    let mediator = prop::option::of((0..4u128).prop_map(account));
    (division(), offices, one(), one(), people, mediator).prop_map(|(division, offices, home, handler, people, mediator)| Facts {
        division,
        offices,
        home,
        handler,
        people,
        mediator,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_list_shows_exactly_what_may_be_opened(person in person(), facts in facts()) {
        for action in Action::all() {
            let verdict = can(&person, action, &facts);
            prop_assert_eq!(scope(&person, action).holds(&facts), verdict.clone().grant().is_some(), "{}", action.code());
            if let Some(grant) = verdict.grant() {
                prop_assert!(person.grants.contains(&grant) && anywhere(&person, action).is_some());
            }
        }
    }
}
