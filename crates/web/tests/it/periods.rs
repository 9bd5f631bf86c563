//! Clocks that the house minds by itself: reminders by rule, a new notice of days off; and periods asked for by page and API.

use app::jobs::{Job, once};
use axum::http::StatusCode;
use domain::access::Role;
use domain::case::Act;
use domain::kernel::id::CaseId;
use domain::kernel::{Day, Moment};
use domain::periods::Calendar;
use serde_json::json;
use testkit::engines::each_engine;
use testkit::site::Site;

use crate::api::Machine;

async fn case(site: &Site, id: CaseId) -> domain::case::Case {
    app::case::show(&site.house.app.by(site.person(Role::Director)), id).await.unwrap().case
}

#[tokio::test]
async fn a_period_is_reminded_of_once_by_day_and_never_at_night() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let id = site.mediating().await;
        let app = &site.house.app;
        let due = case(&site, id).await.mediation_due().unwrap();
        let mut day = due.plus(-5);
        while !app.calendar().is_workday(day) {
            day = day.plus(-1);
        }
        site.house.clock.set(Moment::at(day, 23, 30));
        assert_eq!(once(app, Job::RemindOfPeriods).await.unwrap(), 0, "nobody is reminded at night");
        site.house.clock.set(Moment::at(day, 10, 0));
        assert!(once(app, Job::RemindOfPeriods).await.unwrap() >= 1);
        assert_eq!(once(app, Job::RemindOfPeriods).await.unwrap(), 0, "once is enough");
        let clock = case(&site, id).await.mediation_clock().unwrap().clone();
        assert_eq!(clock.reminded, [5]);
        once(app, Job::SendMessages).await.unwrap();
        let told = site.house.sent.messages().into_iter().filter(|message| message.text.contains(&due.chinese())).count();
        assert!(told >= 1, "the office is told the day");
    })
    .await;
}

#[tokio::test]
async fn a_new_notice_shows_what_it_moves_moves_it_with_an_event_and_only_once() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let id = site.mediating().await;
        let app = &site.house.app;
        let mediator = site.person(Role::Mediator);
        let today = app.clock.now().day();
        site.act(&mediator, id, Act::StateLimitation, json!({ "basis": "knew", "day": today.plus(-1).to_string() })).await;
        let due = case(&site, id).await.clock_of(domain::periods::Role::Limitation).unwrap().due();
        let lines = format!("date,kind,name\n{due},holiday,新假\n{}-10-01,holiday,国庆节\n", due.year());
        let notice = Calendar::parse(&lines, "cn-next").unwrap();
        let calendar = app.calendar().with(&notice);
        let moves = app::case::clocks::moves(app, &calendar).await.unwrap();
        assert!(moves.iter().any(|moved| moved.from == due && moved.to > due), "{moves:?}");
        assert_eq!(app::case::clocks::take_notice(app, &lines, calendar.clone(), "notice").await.unwrap(), Some(moves.len()));
        let after: Day = case(&site, id).await.clock_of(domain::periods::Role::Limitation).unwrap().due();
        assert!(after > due);
        assert_eq!(app::case::clocks::take_notice(app, &lines, calendar, "notice").await.unwrap(), None, "the same notice is known");
        assert_eq!(app::case::clocks::move_all(app).await.unwrap(), 0, "what moved does not move twice");
        // Another process begins with the shipped calendar and takes up what was imported.
        app.almanac.turn_to(Calendar::default());
        assert!(app::case::clocks::reload_calendar(app).await.unwrap());
        assert!(!app.calendar().is_workday(due) && !app::case::clocks::reload_calendar(app).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn the_clocks_of_an_office_are_listed_by_rule_and_due_day_each_with_its_proof() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let id = site.mediating().await;
        let mediator = site.client(Role::Mediator).await;
        let page = mediator.get("/clocks").await;
        assert_eq!(page.status, StatusCode::OK);
        for said in ["正在计算的期限", "TL-07", "广西调解期", &format!("/cases/{id}#why-TL-07"), "12月7日"] {
            assert!(page.body.contains(said), "{said}: {}", page.body);
        }
        assert!(mediator.get(&format!("/cases/{id}")).await.body.contains("id=\"why-TL-07\""), "the proof is there");
        let none = mediator.get("/clocks?rule=TL-10").await.body;
        assert!(none.contains("没有这样的期限") && none.contains("看全部期限"), "{none}");
        assert!(mediator.get("/clocks?rule=TL-07&from=2026-12-07&to=2026-12-07").await.body.contains("广西调解期"));
        assert!(mediator.get("/clocks?from=2026-12-08").await.body.contains("没有这样的期限"));
        assert_eq!(mediator.get("/clocks?from=x&to=2026-02-30&after=nonsense&rule=%27").await.status, StatusCode::OK);
        // Whoever reaches no case sees none of its clocks.
        assert!(!site.login("street_mediator").await.get("/clocks").await.body.contains("广西调解期"));
        assert_eq!(site.client(Role::Administrator).await.get("/clocks").await.status, StatusCode::NOT_FOUND);
        assert!(mediator.get("/desk").await.body.contains("href=\"/clocks\""));
    })
    .await;
}

#[tokio::test]
async fn periods_and_numbers_are_answered_by_page_and_by_api() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let page = site.client(Role::Clerk).await.get("/periods?rule=TL-10&from=2025-09-20&region=450206").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("2025年10月9日") && page.body.contains("第七十四条") && page.body.contains("中秋节"), "{}", page.body);
        let wrong = site.client(Role::Clerk).await.get("/periods?rule=TL-10&from=2025-02-30").await;
        assert!(wrong.status == StatusCode::OK && wrong.body.contains("没有这一天"), "{}", wrong.body);

        let machine = Machine::of(&site, Role::Clerk, site.centre).await;
        let due = machine.get("/api/v1/periods/due?rule=TL-10&from=2025-09-20&region=450206").await;
        assert_eq!((due.status, &due.body["day"]), (StatusCode::OK, &json!("2025-10-09")));
        let count = machine.get("/api/v1/periods/count?from=2022-08-08&to=2022-11-25").await;
        assert_eq!(count.body["workdays"], 75);
        let wrong = machine.get("/api/v1/periods/due?rule=TL-99&from=2025-09-20").await;
        assert_eq!((wrong.status, &wrong.body["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("rule")));
        assert_eq!(machine.get("/api/v1/periods/guess").await.status, StatusCode::NOT_FOUND);
        let many = machine.post("/api/v1/periods", &json!([{ "op": "workdays", "from": "2024-09-27", "add": 3 }, { "op": "x" }])).await;
        assert_eq!((&many.body[0]["day"], &many.body[1]["error"]["field"]), (&json!("2024-10-08"), &json!("op")));
        let numbers = machine.post("/api/v1/checks", &json!({ "kind": "uscc", "value": "91350100M000100Y43" })).await;
        assert_eq!(numbers.body["valid"], true);
        assert!(machine.get("/api/v1/periods").await.body["rules"].as_array().unwrap().len() > 70);
    })
    .await;
}
