//! Parties: found at the window, seen and corrected within reach, shown in clear against a line in the audit log.

use app::audit::{self, AuditFilter};
use app::party::*;
use app::{App, Ctx, Error};
use domain::access::{Person, Role};
use domain::intake::Application;
use domain::kernel::Form as _;
use domain::kernel::id::{AccountId, CaseId, PartyId};
use domain::kernel::identity::ResidentId;
use serde_json::{Value, json};
use store::Query as _;
use store::values;
use testkit::engines::each_engine;
use uuid::Uuid;

use crate::house::{as_role, grant, house, office_id, offices};

fn number(serial: u32) -> String {
    let body = format!("45020619900101{serial:03}");
    ('0'..='9').chain(['X']).map(|check| format!("{body}{check}")).find(|id| ResidentId::parse(id).is_ok()).unwrap()
}

fn told<T>(result: Result<T, Error>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(Error::Faults(faults)) => {
            faults.0.iter().map(|(path, fault)| format!("{}: {}", path.as_str(), fault.code())).collect::<Vec<_>>().join(", ")
        }
        Err(Error::NotFound) => "not found".to_owned(),
        Err(Error::Stale) => "stale".to_owned(),
        Err(other) => format!("{other:?}"),
    }
}

/// Two offices that number their cases each for itself.
async fn two_offices(app: &App) {
    offices(app, &[6, 7]).await;
    let apart = "update organisation set number_prefix = name";
    app.store.write::<_, store::Error, _>(move |tx| Box::pin(async move { tx.execute(apart, values![]).await })).await.unwrap();
}

/// Registers a case of this worker against 砚溪公司 at an office.
async fn registered(app: &App, office: u8, worker: Value) -> CaseId {
    let application = json!({
        "channel": "visit", "received": "2026-11-20", "facts": "拖欠三个月工资", "duplicate_reason": "另一笔",
        "applicants": [worker], "respondents": [{"name": "砚溪建筑公司"}], "claims": [{"kind": "wage_arrears", "amount": "9000"}],
    });
    let clerk = as_role(app, Role::Clerk, office);
    app::intake::register(&clerk, office_id(office), Application::read(&application).unwrap()).await.unwrap().id
}

async fn party_of(app: &App, case: CaseId) -> PartyId {
    let first = "select party_id as value from case_party where case_id = $1 and role = 'worker'";
    app.store.read().query_value(first, values![case]).await.unwrap().unwrap()
}

async fn deeds(cx: &Ctx) -> Vec<String> {
    let filter = AuditFilter::read(&json!({})).unwrap();
    audit::list(cx, &filter, None).await.unwrap().lines.into_iter().map(|line| line.deed).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_window_finds_a_known_number_everywhere_and_a_name_in_reach() {
    each_engine(|store| async move {
        let (app, _) = house(store);
        two_offices(&app).await;
        registered(&app, 6, json!({"name": "吾买尔·艾合买提", "id_number": number(3), "phone": "13800004417"})).await;
        let clerk = as_role(&app, Role::Clerk, 7);
        let found = lookup(&clerk, &number(3)).await.unwrap();
        assert_eq!((found[0].by, found[0].open_cases), (MatchedBy::Number, 1));
        assert_eq!((found[0].number.as_deref().map(|n| n.contains("****")), found[0].phone.as_deref()), (Some(true), Some("138****4417")));
        assert_eq!(lookup(&clerk, "138 0000 4417").await.unwrap()[0].by, MatchedBy::Phone);
        assert_eq!(lookup(&clerk, "艾合买提").await.unwrap().len(), 0, "a name of another office's case");
        assert_eq!(lookup(&as_role(&app, Role::Clerk, 6), "艾合买提").await.unwrap()[0].by, MatchedBy::Name);
        assert_eq!(lookup(&clerk, "吾").await.unwrap().len(), 0);
        assert_eq!(told(lookup(&as_role(&app, Role::Supervisor, 6), &number(3)).await), "not found");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parties_are_seen_through_their_cases_and_shown_in_clear_on_record() {
    each_engine(|store| async move {
        let (app, _) = house(store);
        two_offices(&app).await;
        let case = registered(&app, 6, json!({"name": "韦㙍", "id_number": number(3), "phone": "13800004417"})).await;
        let other_case = registered(&app, 7, json!({"name": "覃晓棠"})).await;
        let id = party_of(&app, case).await;
        let (clerk, stranger) = (as_role(&app, Role::Clerk, 6), as_role(&app, Role::Clerk, 7));
        let director = app.by(Person {
            account: AccountId(Uuid::from_u128(9)),
            grants: vec![domain::access::Grant { office: office_id(99), ..grant(Role::Director, 6) }],
        });
        let names = async |cx: &Ctx| {
            list(cx, &ListFilter { kind: Some(PartyKind::Worker), query: None }, None)
                .await
                .unwrap()
                .rows
                .into_iter()
                .map(|line| line.name)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&clerk).await, ["韦㙍"]);
        assert_eq!(names(&stranger).await, ["覃晓棠"]);
        let by_number = ListFilter { query: Some(number(3)), kind: None };
        assert_eq!(list(&clerk, &by_number, None).await.unwrap().rows.len(), 1);
        assert_eq!(list(&stranger, &by_number, None).await.unwrap().rows.len(), 0);
        let view = show(&clerk, id).await.unwrap();
        assert_eq!((view.phone.as_deref(), view.cases.len()), (Some("138****4417"), 1));
        assert_eq!(told(show(&stranger, id).await), "not found");
        let auditor = as_role(&app, Role::Auditor, 6);
        assert_eq!(deeds(&auditor).await, [""; 0], "those who handle the case look without a line");
        show(&director, id).await.unwrap();
        assert_eq!(reveal(&clerk, id, case).await.unwrap().phone.unwrap().reveal(), "13800004417");
        assert_eq!(told(reveal(&stranger, id, case).await), "not found");
        assert_eq!(told(reveal(&clerk, id, other_case).await), "not found");
        let mut noted = deeds(&auditor).await;
        noted.sort();
        assert_eq!(noted, ["party_read", "reveal"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_keeps_masked_numbers_unless_told_otherwise() {
    each_engine(|store| async move {
        let (app, _) = house(store);
        two_offices(&app).await;
        let case = registered(&app, 6, json!({"name": "韦㙍", "id_number": number(3), "phone": "13800004417"})).await;
        registered(&app, 6, json!({"name": "覃晓棠", "id_number": number(5)})).await;
        let id = party_of(&app, case).await;
        let clerk = as_role(&app, Role::Clerk, 6);
        let form = |changes: Value| {
            let mut form = json!({"name": "韦堃", "address": "拉堡镇"});
            form.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
            PartyForm::read(&form).unwrap()
        };
        assert_eq!(told(correct(&as_role(&app, Role::Clerk, 7), id, form(json!({})), 1).await), "not found");
        assert_eq!(told(correct(&clerk, id, form(json!({"id_number": number(5)})), 1).await), "id_number: party_number_taken");
        assert_eq!(told(correct(&clerk, id, form(json!({"industry": "nonsense"})), 1).await), "industry: unknown_choice");
        correct(&clerk, id, form(json!({"remove": ["phone"]})), 1).await.unwrap();
        assert_eq!(told(correct(&clerk, id, form(json!({})), 1).await), "stale");
        let clear = reveal(&clerk, id, case).await.unwrap();
        assert_eq!((clear.id_number.unwrap().reveal(), clear.phone), (&number(3), None));
        let view = show(&clerk, id).await.unwrap();
        assert_eq!((view.row.name.as_str(), view.cases[0].worker_name.as_str()), ("韦堃", "韦堃"));
        assert_eq!(store::search::find(&app.store.read(), "case", "韦堃", 9).await.unwrap(), [case.0]);
        assert_eq!(store::search::find(&app.store.read(), "case", "韦㙍", 9).await.unwrap().len(), 0);
        let auditor = as_role(&app, Role::Auditor, 6);
        assert_eq!(deeds(&auditor).await, ["reveal", "party_corrected"]);
    })
    .await;
}
