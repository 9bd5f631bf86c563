//! The network of organisations at work: members of a centre, the contact arbitrator and the lawyer on duty beside a case, the book of
//! consultations in the figures, working systems with their documents, what lapsed; rooms and who may have them when.

use app::jobs::{Job, once};
use axum::http::StatusCode;
use domain::access::{Grant, Person, Role};
use domain::case::Act;
use domain::kernel::id::CaseId;
use domain::kernel::{Form as _, Moment};
use serde_json::json;
use testkit::engines::each_engine;
use testkit::site::{COUNTY, Client, Site};

use crate::people::{enter, id_of, step, wrong};

/// Gives the centre a profile that is filed.
async fn profile(site: &Site, director: &Client, fields: &[(&str, &str)]) {
    let centre = site.centre.to_string();
    let fields: Vec<(&str, &str)> = [("organisation", centre.as_str())].into_iter().chain(fields.iter().copied()).collect();
    let record = enter(director, "profile", &fields).await;
    let founded = step(director, &record, "founded", &[("founding_document", "柳江编〔2020〕1号"), ("founded_on", "2020-01-01")]).await;
    assert_eq!(founded.status, StatusCode::SEE_OTHER, "{}", wrong(&founded));
}

#[tokio::test]
async fn a_centre_shows_who_sits_in_it_today_and_which_seat_is_empty() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        profile(&site, &director, &[("sort", "tripartite"), ("legal_nature", "institution")]).await;
        let (centre, station) = (site.centre.to_string(), site.station.to_string());
        let page = format!("/organisations/{centre}");
        assert!(director.get(&page).await.body.contains("还没有登记成员单位"));
        let seat = |unit: &'static str, sort: &'static str| {
            vec![("organisation", centre.as_str()), ("unit", unit), ("sort", sort), ("since", "2024-01-01")]
        };
        let hrss = [seat("区人社局", "hrss"), vec![("phone", "13800138000"), ("contact", "甘知夏"), ("body", station.as_str())]].concat();
        enter(&director, "member_unit", &hrss).await;
        enter(&director, "member_unit", &[seat("区总工会", "union"), vec![("until", "2025-01-01")]].concat()).await;
        let shown = site.client(Role::Clerk).await.get(&page).await.body;
        assert!(shown.contains("区人社局") && shown.contains("甘知夏") && !shown.contains("13800138000"), "{shown}");
        assert!(!shown.contains("区总工会"), "who left sits there no more");
        assert!(shown.contains("还缺") && shown.contains("工会、工商联"), "{shown}");
        assert!(shown.contains("还没有</span>"), "a centre without a duty lawyer says so");

        // Members that are organisations stand first where bodies are invited.
        let case = site.mediating().await;
        let form = site.client(Role::Mediator).await.get(&format!("/cases/{case}/acts/dispatch.invite")).await.body;
        assert!(form.contains("成员单位：人社部门"), "{form}");
    })
    .await;
}

#[tokio::test]
async fn who_handles_a_case_sees_the_contact_arbitrator_and_the_lawyer_on_duty() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let centre = site.centre.to_string();
        let arbitrator = [("name", "陆承泽"), ("organisation", centre.as_str()), ("roles[]", "arbitrator")];
        let arbitrator = id_of(&enter(&director, "person", &arbitrator).await);
        let arbitrator = [("arbitrator", arbitrator.as_str()), ("arbitrator_phone", "0772-3210000")];
        profile(&site, &director, &[&[("sort", "in_arbitration"), ("legal_nature", "institution")], &arbitrator[..]].concat()).await;
        let lawyer = [("name", "颜照临"), ("organisation", centre.as_str()), ("roles[]", "duty_lawyer")];
        let lawyer = id_of(&enter(&director, "person", &lawyer).await);
        let today = site.house.app.clock.now().day();
        let duty = async |from: &str, until: &str| {
            let duty =
                [("person", lawyer.as_str()), ("sort", "lawyer"), ("organisation", centre.as_str()), ("from", from), ("until", until)];
            enter(&director, "duty", &duty).await;
        };
        duty(&today.plus(-9).to_string(), &today.plus(-8).to_string()).await;
        let case = site.mediating().await;
        let mediator = site.client(Role::Mediator).await;
        let page = mediator.get(&format!("/cases/{case}")).await.body;
        assert!(page.contains("陆承泽") && page.contains("0772-3210000") && page.contains("今天没有排班"), "{page}");
        duty(&today.to_string(), &today.plus(2).to_string()).await;
        let page = mediator.get(&format!("/cases/{case}")).await.body;
        assert!(page.contains("颜照临") && page.contains("记一次咨询"), "{page}");
        let reassign = director.get(&format!("/cases/{case}/acts/dispatch.reassign")).await.body;
        assert!(reassign.contains("今天值班律师") && reassign.contains("颜照临"), "{reassign}");
        // Whoever looks from above does not handle it, and is told nobody.
        let grant = Grant { role: Role::Supervisor, office: site.station, division: COUNTY.to_owned() };
        let above = Person { account: site.other_mediator.account, grants: vec![grant] };
        let view = app::case::show(&site.house.app.by(site.person(Role::Director)), case).await.unwrap();
        assert_eq!(app::organisation::liaison::liaison(&site.house.app.by(above), &view.case).await.unwrap(), None);

        // The link leads to the book of consultations, filled in; the entry counts in the year's figures.
        let link = page.split("href=\"").find(|part| part.starts_with("/registers/service_log/new")).unwrap();
        let link = link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let form = mediator.get(&link).await.body;
        let number = app::case::show(&site.house.app.by(site.person(Role::Mediator)), case).await.unwrap().case.number;
        assert!(form.contains(&format!("value=\"{number}\"")) && form.contains(&today.to_string()), "{form}");
        let log = [
            ("organisation", centre.as_str()),
            ("number", "坐班-01"),
            ("day", &today.to_string()),
            ("case_number", &number),
            ("sort", "advice"),
            ("by", &lawyer),
        ];
        enter(&mediator, "service_log", &log).await;
        let work = director.get("/work").await.body;
        let link = format!("/registers/service_log?organisation={centre}&#38;f_day={}&#38;f_sort=advice\">1</a>", today.year());
        assert!(work.contains("值班律师和法律服务") && work.contains(&link), "{work}");
        assert!(director.get(&format!("/registers/service_log?q={number}")).await.body.contains("坐班-01"));
        assert!(!director.get(&format!("/registers/service_log?f_day={}", today.year() - 1)).await.body.contains("坐班-01"));
    })
    .await;
}

#[tokio::test]
async fn an_organisation_says_which_working_systems_lack_their_document() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let (centre, page) = (site.centre.to_string(), format!("/organisations/{}", site.centre));
        assert!(director.get(&page).await.body.contains("缺 6 项"));
        let document = [("organisation", centre.as_str()), ("system", "archive"), ("document", "档案管理制度（〔2021〕5号）")];
        enter(&director, "working_system", &document).await;
        let shown = director.get(&page).await.body;
        assert!(shown.contains("缺 5 项") && shown.contains("档案管理制度（〔2021〕5号）"), "{shown}");
        assert!(!shown.contains("system=archive") && shown.contains("system=statistics"), "only what is missing is asked for");
    })
    .await;
}

#[tokio::test]
async fn a_rectification_that_lapsed_is_announced_once_more_to_the_one_above_too() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let station = site.station.to_string();
        let today = site.house.app.clock.now().day();
        let planned = today.to_string();
        let inspection = [("organisation", station.as_str()), ("planned_on", planned.as_str()), ("inspectors", "韦思岚")];
        let record = enter(&director, "inspection", &inspection).await;
        step(&director, &record, "found", &[("findings", "流程图没有上墙"), ("grade", "fair")]).await;
        let due = today.plus(3).to_string();
        let moved = step(&director, &record, "rectifying", &[("rectification", "上墙"), ("due", &due)]).await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", wrong(&moved));
        let mut told = Vec::new();
        for _ in 0..12 {
            told.push(once(&site.house.app, Job::AnnounceEndings).await.unwrap());
            site.house.clock.later(24 * 60);
        }
        told.retain(|count| *count > 0);
        let parent = app::organisation::show(&site.house.app.by(site.person(Role::Director)), site.station).await.unwrap().row.parent;
        assert_eq!(told, [1, 1 + usize::from(parent.is_some())], "before the day, and after it");
        let director = site.client(Role::Director).await;
        assert!(director.get("/outbox").await.body.contains("已经过了，请马上办理"));
        let page = director.get(&format!("/organisations/{station}")).await.body;
        assert!(page.contains("要办的期限") && page.contains("已过期") && page.contains("组织检查"), "{page}");
        assert!(director.get("/runs-out").await.body.contains("已过期"));
    })
    .await;
}

#[tokio::test]
async fn a_room_shows_its_week_and_its_history_and_is_found_by_seats_equipment_and_time() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let (director, room) = (site.client(Role::Director).await, site.room.to_string());
        let case = site.mediating().await;
        let day = site.house.app.clock.now().day().plus(1);
        let session = json!({ "starts": format!("{day}T15:00"), "minutes": "60", "means": "on_site", "room": room });
        site.act(&site.person(Role::Mediator), case, Act::Schedule, session).await;
        let page = director.get(&format!("/rooms/{room}?week={day}")).await.body;
        assert!(page.contains("15:00–16:00") && page.contains("韦䶮") && page.contains("整天空着"), "{page}");
        // Whoever has no reach to the case learns that the room is taken, not by whom.
        let other = site.login("street_mediator").await.get(&format!("/rooms/{room}?week={day}")).await.body;
        assert!(other.contains("15:00–16:00") && other.contains("有调解") && !other.contains("韦䶮"), "{other}");
        assert!(director.get(&format!("/rooms?starts={day}T15:30&minutes=30")).await.body.contains("有人用"));
        assert!(director.get(&format!("/rooms?starts={day}T16:00&minutes=30")).await.body.contains("空着"));

        // Changed: found by what it has now, and seen as it stood before.
        let before = site.house.app.clock.now().day();
        assert!(!director.get("/rooms?online=1").await.body.contains("一号调解室"));
        site.house.clock.later(2 * 24 * 60);
        let director = site.client(Role::Director).await;
        let change = [("_room", room.as_str()), ("_version", "1"), ("name", "圆桌室"), ("seats", "14"), ("online", "on"), ("active", "on")];
        let changed = director.post(&format!("/organisations/{}/rooms", site.centre), &change).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", wrong(&changed));
        assert!(director.get("/rooms?online=1&seats=12").await.body.contains("圆桌室"));
        assert!(!director.get("/rooms?online=1&seats=15").await.body.contains("圆桌室"));
        let past = director.get(&format!("/rooms/{room}?at={before}")).await.body;
        assert!(past.contains("一号调解室") && past.contains("（空） → 14"), "{past}");
    })
    .await;
}

#[tokio::test]
async fn a_session_that_meets_another_is_offered_rooms_and_times_that_are_free() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        director.post(&format!("/organisations/{}/rooms", site.centre), &[("name", "圆桌室"), ("active", "on")]).await;
        let (first, second) = (site.mediating().await, site.mediating_another().await);
        // Another mediator handles the second case, so that the room alone is in the way.
        reassigned(&site, second).await;
        let day = site.house.app.clock.now().day().plus(3);
        let room = site.room.to_string();
        let session = json!({ "starts": format!("{day}T15:00"), "minutes": "60", "means": "on_site", "room": room });
        site.act(&site.person(Role::Mediator), first, Act::Schedule, session).await;
        let starts = format!("{day}T15:30");
        let typed = [("starts", starts.as_str()), ("minutes", "60"), ("means", "on_site"), ("room", room.as_str())];
        let refused = director.post(&format!("/cases/{second}/acts/mediation.schedule"), &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("那个时间有人用了") && refused.body.contains("可以改成"), "{}", refused.body);
        assert!(refused.body.contains(">圆桌室</a>") && refused.body.contains("16:00</a>"), "{}", refused.body);
        // One press fills the form in with what is free.
        let link = refused.body.split("href=\"").find(|part| part.contains("16:00</a>")).unwrap();
        let link = link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let form = director.get(&link).await.body;
        assert!(form.contains(&format!("value=\"{room}\" selected")), "{form}");
        let free = link.split("starts=").nth(1).unwrap().split('&').next().unwrap().replace("%3A", ":");
        let typed = [("starts", free.as_str()), ("minutes", "60"), ("means", "on_site"), ("room", room.as_str())];
        let held = director.post(&format!("/cases/{second}/acts/mediation.schedule"), &typed).await;
        assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", wrong(&held));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_who_take_a_room_at_once_cannot_both_have_it() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let day = site.house.app.clock.now().day().plus(1);
        for round in 0..6_i64 {
            let cases = [site.mediating_as(&of(round * 2)).await, site.mediating_as(&of(round * 2 + 1)).await];
            reassigned(&site, cases[1]).await;
            // A quarter of an hour apart, half an hour long: whoever comes second meets the first.
            let schedule = |case: CaseId, minute: i64| {
                let site = site.clone();
                async move {
                    let hour = 9 + round;
                    let form = json!({ "starts": format!("{day}T{hour:02}:{minute:02}"), "minutes": "30", "means": "on_site", "room": site.room.to_string() });
                    let cx = site.house.app.by(site.person(Role::Mediator));
                    app::case::act(&cx, case, None, Act::Schedule.read(&form).unwrap()).await
                }
            };
            let (one, other) = tokio::join!(tokio::spawn(schedule(cases[0], 0)), tokio::spawn(schedule(cases[1], 15)));
            let held = usize::from(one.unwrap().is_ok()) + usize::from(other.unwrap().is_ok());
            assert_eq!(held, 1, "round {round}");
        }
        let (q, from, to) = (site.house.app.store.read(), Moment::at(day, 0, 0), Moment::at(day.plus(1), 0, 0));
        assert_eq!(store::case::calendar::taken(&q, &[site.room], None, from, to).await.unwrap().len(), 6);
    })
    .await;
}

/// The case gets another mediator of the centre.
async fn reassigned(site: &Site, case: CaseId) {
    let (director, colleague) = (site.person(Role::Director), site.person(Role::Director).account);
    let cx = site.house.app.by(director.clone());
    let form = json!({ "organisations": [site.centre.to_string()], "full_time": true, "active": true });
    let form = app::organisation::MediatorForm::read(&form).unwrap();
    // Known from the second time on.
    let _ = app::organisation::put_mediator(&cx, colleague, None, form).await;
    site.act(&director, case, Act::Reassign, json!({ "mediator": colleague.to_string(), "reason": "换人" })).await;
}

/// An application of somebody else each time.
fn of(n: i64) -> serde_json::Value {
    let mut application = testkit::site::application();
    *application.pointer_mut("/applicants/0").unwrap() = json!({ "name": format!("工人{n}"), "phone": format!("1990000{n:04}") });
    application
}
