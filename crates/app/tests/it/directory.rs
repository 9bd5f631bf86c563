//! The directory within reach: organisations, rooms, mediators, where to turn, who could take a case.

use app::organisation::*;
use app::{App, Ctx, Error};
use domain::access::{Person, Role};
use domain::kernel::Form as _;
use domain::kernel::id::{AccountId, OrganisationId};
use domain::organisation::OrganisationKind;
use serde_json::{Value, json};
use store::values;
use testkit::engines::each_engine;
use uuid::Uuid;

use crate::house::{as_role, grant, house};

pub(crate) const CSV: &str = "code,name,level,parent\n450000000000,广西壮族自治区,1,\n450200000000,柳州市,2,450000000000\n450206000000,柳江区,3,450200000000\n\
                   450206100000,拉堡镇,4,450206000000\n450206101000,里雍镇,4,450206000000\n450221000000,柳南县,3,450200000000\n";

/// The house with the divisions of a city, and a director of 柳江区 (office 6).
async fn city(store: store::Store) -> (App, Ctx) {
    let (app, _) = house(store);
    assert_eq!(import_divisions(&app, CSV).await.unwrap(), 6);
    let director = as_role(&app, Role::Director, 6);
    (app, director)
}

fn organisation(changes: Value) -> OrganisationForm {
    let mut form = json!({"kind": "centre", "name": "柳江区调解中心", "division": "450206000000", "takes_cases": true, "active": true});
    form.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    OrganisationForm::read(&form).unwrap()
}

fn room(name: &str) -> RoomForm {
    RoomForm::read(&json!({"name": name, "seats": "8", "active": "on"})).unwrap()
}

fn mediator(changes: Value) -> MediatorForm {
    let mut form = json!({"full_time": true, "active": true});
    form.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    MediatorForm::read(&form).unwrap()
}

/// An account without a way to sign in.
pub(crate) async fn account(app: &App, n: u128, name: &'static str) -> AccountId {
    let id = AccountId(Uuid::from_u128(n));
    let insert = "insert into account (id, login, name, must_change, disabled, failures, created_at) values ($1, $2, $3, 0, 0, 0, 0)";
    let work = app
        .store
        .write::<_, store::Error, _>(move |tx| Box::pin(async move { tx.execute(insert, values![id, format!("p{n}"), name]).await }));
    work.await.unwrap();
    id
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

async fn named(cx: &Ctx, filter: &ListFilter) -> Vec<String> {
    list(cx, filter, None).await.unwrap().rows.into_iter().map(|line| line.row.name).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_keeps_a_county_keeps_its_organisations_and_no_others() {
    each_engine(|store| async move {
        let (app, director) = city(store).await;
        let id = create(&director, organisation(json!({"number_prefix": "柳江劳人调", "handles": ["wage_arrears", "remuneration", "E"]})))
            .await
            .unwrap();
        let elsewhere = organisation(json!({"division": "450221000000", "name": "柳南中心"}));
        assert_eq!(told(create(&director, elsewhere.clone()).await), "division: out_of_reach");
        assert_eq!(told(create(&director, organisation(json!({"handles": ["E", "nonsense"]}))).await), "handles.1: unknown_choice");
        assert_eq!(told(create(&director, organisation(json!({"division": "450206999000"}))).await), "division: unknown_choice");
        assert_eq!(
            told(create(&director, organisation(json!({"number_prefix": "柳江劳人调"}))).await),
            "number_prefix: number_prefix_taken"
        );
        assert_eq!(told(create(&as_role(&app, Role::Clerk, 6), elsewhere.clone()).await), "not found");
        let neighbour = as_role(&app, Role::Director, 21);
        create(&neighbour, elsewhere).await.unwrap();
        let moved = organisation(json!({"number_prefix": "柳江劳人调", "division": "450206100000", "phone": "0772-3211234"}));
        assert_eq!(told(update(&neighbour, id, moved.clone(), 1).await), "not found");
        update(&director, id, moved.clone(), 1).await.unwrap();
        assert_eq!(told(update(&director, id, moved, 1).await), "stale");
        let clerk = as_role(&app, Role::Clerk, 21);
        assert_eq!(named(&clerk, &ListFilter::default()).await, ["柳江区调解中心", "柳南中心"]);
        let county = ListFilter { division: Some("450206000000".to_owned()), ..ListFilter::default() };
        assert_eq!(named(&clerk, &county).await, ["柳江区调解中心"]);
        let view = show(&director, id).await.unwrap();
        assert_eq!((view.division.as_str(), view.kept, view.row.version), ("广西壮族自治区/柳州市/柳江区/拉堡镇", true, 2));
        assert!(!show(&clerk, id).await.unwrap().kept);
        let room_id = put_room(&director, id, None, room("一号调解室")).await.unwrap();
        assert_eq!(told(put_room(&neighbour, id, None, room("二号")).await), "not found");
        put_room(&director, id, Some((room_id, 1)), room("圆桌室")).await.unwrap();
        assert_eq!(told(put_room(&director, id, Some((room_id, 1)), room("三号")).await), "stale");
        assert_eq!(show(&clerk, id).await.unwrap().rooms[0].name, "圆桌室");
        let chains = app::audit::verify(&app).await.unwrap();
        assert!(chains.is_sound() && chains.entries == 5, "{chains:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_that_moves_takes_the_reach_of_its_people_along() {
    each_engine(|store| async move {
        let (app, director) = city(store).await;
        let id = create(&director, organisation(json!({}))).await.unwrap();
        let who = account(&app, 77, "覃晓棠").await;
        let insert = "insert into account_grant (account, role, office, division) values ($1, 'clerk', $2, '450206000000')";
        let work = app.store.write::<_, store::Error, _>(move |tx| Box::pin(async move { tx.execute(insert, values![who, id]).await }));
        work.await.unwrap();
        update(&director, id, organisation(json!({"division": "450206101000"})), 1).await.unwrap();
        let grants = store::access::grant::of(&app.store.read(), &[who]).await.unwrap();
        assert_eq!(grants[0].division, "450206101000");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mediator_of_two_counties_stays_in_the_one_out_of_reach() {
    each_engine(|store| async move {
        let (app, director) = city(store).await;
        let neighbour = as_role(&app, Role::Director, 21);
        let here = create(&director, organisation(json!({}))).await.unwrap();
        let there = create(&neighbour, organisation(json!({"division": "450221000000", "name": "柳南中心"}))).await.unwrap();
        let who = account(&app, 77, "莫怀瑾").await;
        assert_eq!(told(put_mediator(&director, who, None, mediator(json!({}))).await), "organisations: missing");
        assert_eq!(
            told(put_mediator(&director, who, None, mediator(json!({"organisations": [there]}))).await),
            "organisations: out_of_reach"
        );
        let unknown = AccountId(Uuid::from_u128(404));
        assert_eq!(told(put_mediator(&director, unknown, None, mediator(json!({"organisations": [here]}))).await), "not found");
        put_mediator(&director, who, None, mediator(json!({"organisations": [here], "fields": ["E"], "languages": ["壮语"]})))
            .await
            .unwrap();
        assert_eq!(told(put_mediator(&neighbour, who, Some(1), mediator(json!({"organisations": [there]}))).await), "not found");
        let both = Person { account: AccountId(Uuid::from_u128(5)), grants: vec![grant(Role::Director, 6), grant(Role::Director, 21)] };
        put_mediator(&app.by(both), who, Some(1), mediator(json!({"organisations": [here, there]}))).await.unwrap();
        put_mediator(&director, who, Some(2), mediator(json!({"organisations": [here], "active": false}))).await.unwrap();
        assert_eq!(told(put_mediator(&director, who, Some(2), mediator(json!({"organisations": [here]}))).await), "stale");
        let those = MediatorFilter { organisation: Some(there), inactive_too: true, ..MediatorFilter::default() };
        let lines = mediators(&director, &those, None).await.unwrap().rows;
        assert_eq!((lines[0].name.as_str(), lines[0].organisations.len(), lines[0].row.active), ("莫怀瑾", 2, false));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guidance_names_the_nearest_body_or_its_hotline() {
    each_engine(|store| async move {
        let (_, director) = city(store).await;
        let court = json!({"kind": "court", "name": "柳江区人民法院", "takes_cases": false, "address": "法苑路1号"});
        create(&director, organisation(court)).await.unwrap();
        let bodies = bodies_of_kind(&director, OrganisationKind::Court, "450206101000").await.unwrap();
        assert_eq!((bodies[0].name.as_str(), bodies[0].address.as_deref()), ("柳江区人民法院", Some("法苑路1号")));
        let court = body_for(&director, "court", "450206101000").await.unwrap();
        assert_eq!((court.name.as_str(), court.phone.as_deref()), ("柳江区人民法院", Some("12368")));
        let other = body_for(&director, "court", "450221000000").await.unwrap();
        assert_eq!((other.name.as_str(), other.id), ("柳南县人民法院", None));
        assert_eq!(told(body_for(&director, "nonsense", "450206000000").await), "not found");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn candidates_come_by_place_matter_load_and_conflict() {
    each_engine(|store| async move {
        let (app, director) = city(store).await;
        let add = async |changes: Value| create(&director, organisation(changes)).await.unwrap();
        let centre = add(json!({"name": "中心"})).await;
        let street = add(json!({"name": "拉堡街道", "kind": "street", "division": "450206100000"})).await;
        let other_street = add(json!({"name": "里雍街道", "kind": "street", "division": "450206101000"})).await;
        let building = add(json!({"name": "建筑行业", "kind": "industry", "handles": ["E"]})).await;
        let wages = add(json!({"name": "工资工作室", "kind": "studio", "handles": ["remuneration"]})).await;
        let committee = add(json!({"name": "企业委员会", "kind": "enterprise_committee"})).await;
        add(json!({"name": "不接案", "kind": "station", "takes_cases": false})).await;
        add(json!({"name": "法院", "kind": "court"})).await;
        let (one, other) = (account(&app, 77, "甲").await, account(&app, 78, "乙").await);
        let uscc = (0..=9).map(|n| format!("91450206MAFAKE01X{n}")).find(|code| code.parse::<domain::kernel::identity::Uscc>().is_ok());
        let uscc = uscc.unwrap_or_else(|| {
            ('A'..='Y')
                .map(|c| format!("91450206MAFAKE01X{c}"))
                .find(|code| code.parse::<domain::kernel::identity::Uscc>().is_ok())
                .unwrap()
        });
        put_mediator(&director, one, None, mediator(json!({"organisations": [street, centre], "works_for_uscc": uscc}))).await.unwrap();
        put_mediator(&director, other, None, mediator(json!({"organisations": [centre], "fields": ["wage_arrears"]}))).await.unwrap();
        let employer = domain::kernel::id::PartyId(Uuid::from_u128(900));
        let insert =
            "insert into party (id, kind, name, id_kind, uscc, created_at, version) values ($1, 'employer', '公司', 'uscc', $2, 0, 1)";
        let code = uscc.clone();
        let work =
            app.store.write::<_, store::Error, _>(move |tx| Box::pin(async move { tx.execute(insert, values![employer, code]).await }));
        work.await.unwrap();
        let mut needs = Needs {
            division: "450206100000".to_owned(),
            claims: vec!["wage_arrears".to_owned()],
            industry: Some("E".to_owned()),
            parties: vec![],
        };
        let order = |found: &[Candidate]| found.iter().map(|one| one.organisation).collect::<Vec<OrganisationId>>();
        let found = candidates(&director, &needs).await.unwrap();
        let ids = order(&found);
        assert_eq!(ids.first(), Some(&street), "the same street first");
        assert!(ids[1..3].contains(&building) && ids[1..3].contains(&wages), "then those who handle such matters: {found:#?}");
        assert!(ids[3..].contains(&centre) && ids[3..].contains(&other_street));
        assert!(!ids.contains(&committee) && ids.len() == 5, "no committee of another enterprise, no court, nobody who takes no cases");
        needs.parties = vec![employer];
        let found = candidates(&director, &needs).await.unwrap();
        let last = found.last().unwrap();
        assert_eq!((last.organisation, last.conflict), (street, true), "its only mediator works for the employer");
        let centre = found.iter().find(|one| one.organisation == centre).unwrap();
        assert_eq!(centre.mediators.iter().map(|one| (one.name.as_str(), one.conflict)).collect::<Vec<_>>(), [("乙", false), ("甲", true)]);
        assert!(centre.mediators[0].reasons.iter().any(|ground| ground.code == "handles" && ground.params[0].1 == "拖欠工资"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_brings_a_newer_list_of_divisions() {
    each_engine(|store| async move {
        let (app, director) = city(store).await;
        let newer = CSV.replace("柳南县", "柳南区");
        assert_eq!(told(replace_divisions(&director, &newer).await), "not found");
        let administrator = as_role(&app, Role::Administrator, 6);
        assert_eq!(told(replace_divisions(&administrator, "code,name,level,parent\n45,柳南,3,\n").await), "file.2: division_line");
        assert_eq!(replace_divisions(&administrator, &newer).await.unwrap(), 6);
        assert_eq!(division_name(&app, "450221000000").await.unwrap(), "柳南区");
        let path = division_path(&app, "450206100000").await.unwrap();
        assert_eq!(path.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["广西壮族自治区", "柳州市", "柳江区", "拉堡镇"]);
        assert_eq!(ensure_divisions(&app).await.unwrap(), 6, "what is there is not loaded over");
    })
    .await;
}
