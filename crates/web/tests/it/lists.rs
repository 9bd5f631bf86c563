//! The desk and the lists: what is due first, filters in the address, paging by key, figures that open their cases, the ledger as a file.

use axum::http::StatusCode;
use domain::access::Role;
use domain::case::Act;
use serde_json::{Value, json};
use testkit::engines::each_engine;
use testkit::house::OPENED;
use testkit::site::{Site, application};

/// Every list page of these subjects.
const PAGES: [&str; 10] =
    ["/desk", "/search?q=%E9%9F%A6", "/cases", "/ledger", "/stuck", "/overdue", "/performance", "/calendar", "/dispatch", "/overview"];

/// The application number `n`, with its own worker and claim.
fn another(n: u8, kind: &str) -> Value {
    let mut form = application();
    if let Some(worker) = form.pointer_mut("/applicants/0") {
        *worker = json!({ "name": format!("覃小喆{n}"), "phone": format!("199000010{n:02}"), "groups": [] });
    }
    if let Some(claim) = form.pointer_mut("/claims/0/kind") {
        *claim = json!(kind);
    }
    form
}

/// Lets days pass; everybody must sign in again.
fn days_later(site: &Site, days: i64) {
    site.house.clock.set(OPENED.plus_minutes(days * 24 * 60));
}

#[tokio::test]
async fn every_list_opens_for_whoever_may_and_says_what_to_do_when_it_is_empty() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        for role in Role::ALL.iter().copied().filter(|role| *role != Role::System) {
            let client = site.client(role).await;
            for path in PAGES {
                let page = client.get(path).await;
                assert!([StatusCode::OK, StatusCode::NOT_FOUND].contains(&page.status), "{role} {path} {}", page.status);
                assert!(!page.body.contains("style="), "{role} {path}");
            }
            assert_eq!(client.get("/desk").await.status, StatusCode::OK, "{role}");
        }
        let director = site.client(Role::Director).await;
        for path in PAGES.into_iter().chain(["/outbox"]) {
            let page = director.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.body.contains("class=\"empty\""), "{path} has an empty state");
        }
    })
    .await;
}

#[tokio::test]
async fn the_desk_begins_with_what_is_due() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let clerk = site.client(Role::Clerk).await;
        assert!(clerk.get("/desk").await.body.contains("<h1>今天没有到期的事</h1>"));
        let case = site.registered().await;
        // Received on Friday the 20th: the decision is due within 3 working days, on Wednesday the 25th.
        let page = clerk.get("/desk").await.body;
        assert!(page.contains("七天内") && page.contains("剩 5 天") && page.contains("作出受理决定"), "{page}");
        assert!(page.contains(&format!("/cases/{case}")));
        days_later(&site, 5);
        let page = site.client(Role::Clerk).await.get("/desk").await.body;
        assert!(page.contains("<h1>今天先办这 1 件</h1>") && page.contains("今天到期"), "{page}");
        days_later(&site, 9);
        let clerk = site.client(Role::Clerk).await;
        let page = clerk.get("/desk").await.body;
        assert!(page.contains("1 件已逾期") && page.contains("逾期 4 天") && page.contains("停 9 天"), "{page}");
        assert!(clerk.get("/overdue").await.body.contains("有 1 件已经逾期"));
        let stuck = clerk.get("/stuck").await.body;
        assert!(stuck.contains("有 1 件停住了") && stuck.contains("等受理决定") && stuck.contains("clerk"), "{stuck}");
    })
    .await;
}

#[tokio::test]
async fn somebody_without_cases_finds_a_door_to_what_they_do() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let page = site.client(Role::Administrator).await.get("/desk").await.body;
        assert!(page.contains("您要做的都在这里") && page.contains("href=\"/accounts\""), "{page}");
        let page = site.client(Role::Statistician).await.get("/desk").await.body;
        assert!(page.contains("href=\"/overview\"") && !page.contains("href=\"/intake\""), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_list_narrows_by_its_address_and_pages_by_key() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        for n in 0..27 {
            site.registered_as(&another(n, if n == 3 { "double_wage" } else { "wage_arrears" })).await;
        }
        let clerk = site.client(Role::Clerk).await;
        let first = clerk.get("/cases").await.body;
        assert!(first.contains("一共 27 件案件") && first.matches("scope=\"row\"").count() == 25, "{first}");
        let way = |page: &str, rel: &str| {
            let href = page.split(&format!("rel=\"{rel}\" href=\"")).nth(1).and_then(|rest| rest.split('"').next());
            href.map(|href| href.replace("&#38;", "&"))
        };
        let second = clerk.get(&way(&first, "next").unwrap()).await.body;
        assert_eq!(way(&first, "prev"), None);
        assert_eq!(way(&second, "prev").as_deref(), Some("/cases"), "the page before is the one we came from");
        let narrowed = clerk.get("/cases?claim=wage_arrears").await.body;
        let further = clerk.get(&way(&narrowed, "next").unwrap()).await.body;
        assert_eq!(way(&further, "prev").as_deref(), Some("/cases?claim=wage_arrears"));
        assert_eq!(second.matches("scope=\"row\"").count(), 2, "{second}");
        assert!(!second.contains("rel=\"next\""));
        for (query, rows) in [
            ("claim=double_wage", 1),
            ("claim=wage_arrears&q=%E8%A6%83%E5%B0%8F%E5%96%867", 1),
            ("stage=mediating", 0),
            ("stage=open&claim=double_wage", 1),
            ("from=2026-11-21", 0),
            ("division=450206100000", 0),
            ("division=450206000000&claim=double_wage", 1),
            ("stage=nonsense&result=x&from=y&mediator=z&after=w&claim=double_wage", 1),
            ("mediator=me", 0),
        ] {
            let page = clerk.get(&format!("/cases?{query}")).await;
            assert_eq!(page.status, StatusCode::OK, "{query}");
            assert_eq!(page.body.matches("scope=\"row\"").count(), rows, "{query}");
        }
        // Nobody else's window.
        let stranger = site.login("street_mediator").await;
        assert!(stranger.get("/cases").await.body.contains("没有符合条件的案件"));
        assert!(stranger.get("/search?q=%E8%A6%83%E5%B0%8F%E5%96%86").await.body.contains("没有找到"));
    })
    .await;
}

#[tokio::test]
async fn a_search_finds_names_and_numbers_and_a_case_number_opens_its_case() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let case = site.registered().await;
        let clerk = site.client(Role::Clerk).await;
        assert!(clerk.get("/search").await.body.contains("在上面的框里输入要找的"));
        assert!(clerk.get("/search?q=%E9%9F%A6").await.body.contains("至少要两个字"));
        let page = clerk.get("/search?q=%E9%BC%8E%E7%A6%BE").await.body;
        assert!(page.contains(&format!("/cases/{case}")) && page.contains("/parties/"), "{page}");
        let page = clerk.get("/search?q=110101199003071233").await.body;
        assert!(page.contains("韦䶮") && page.contains("110***********1233"), "{page}");
        let number = app::case::list::one(&site.house.app.by(site.person(Role::Clerk)), case).await.unwrap().number;
        let answer = clerk.get(&format!("/search?q={}", web::guard::percent(&number))).await;
        assert_eq!((answer.status, answer.location), (StatusCode::SEE_OTHER, Some(format!("/cases/{case}"))));
    })
    .await;
}

#[tokio::test]
async fn the_board_proposes_with_reasons_and_shows_who_was_asked() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let (clerk, mediator) = (site.person(Role::Clerk), site.person(Role::Mediator).account);
        let case = site.registered().await;
        let view = app::case::show(&site.house.app.by(clerk.clone()), case).await.unwrap();
        for party in &view.parties {
            let consent = json!({ "party": party.id.to_string(), "agrees": true, "day": "2026-11-20", "means": "in_person" });
            site.act(&clerk, case, Act::Consent, consent).await;
        }
        site.act(&clerk, case, Act::Accept, json!({ "scope": "sc1", "complexity": "simple" })).await;
        let client = site.client(Role::Clerk).await;
        let page = client.get("/dispatch").await.body;
        assert!(page.contains("1 件在等分派") && page.contains("拉堡镇劳动人事争议调解中心") && page.contains("在本区县"), "{page}");
        assert!(page.contains(&format!("mode=here&#38;mediator={mediator}")) && page.contains(&site.station.to_string()), "{page}");
        site.act(&clerk, case, Act::Assign, json!({ "mode": "pass", "organisation": site.station.to_string() })).await;
        let page = client.get("/dispatch").await.body;
        assert!(page.contains("没有等着分派的案件") && page.contains("另有 1 件已经问了对方"), "{page}");
        site.act(&site.other_mediator, case, Act::HandBack, json!({ "reason": "人手不够" })).await;
        assert!(client.get("/dispatch").await.body.contains("被退回过"));
        assert!(client.get("/outbox").await.body.contains("199****0001"));
    })
    .await;
}

#[tokio::test]
async fn the_calendar_shows_a_week_by_day_and_by_room() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let mediator = site.person(Role::Mediator);
        let session = json!({ "starts": "2026-11-24T15:00", "minutes": "90", "means": "on_site", "room": site.room.to_string() });
        site.act(&mediator, case, Act::Schedule, session).await;
        let client = site.client(Role::Mediator).await;
        assert!(client.get("/calendar").await.body.contains("这一周还没有安排调解"));
        let page = client.get("/calendar?week=2026-11-25").await.body;
        assert!(page.contains("这一周有 1 场调解") && page.contains("15:00") && page.contains("一号调解室"), "{page}");
        assert!(page.contains("按调解室看") && page.contains("week=2026-11-16") && page.contains("week=2026-11-30"), "{page}");
        let mine = client.get(&format!("/calendar?week=2026-11-25&mediator=me&room={}", site.room)).await.body;
        assert!(mine.contains("这一周有 1 场调解"));
        let other = client.get(&format!("/calendar?week=2026-11-25&mediator={}", site.other_mediator.account)).await.body;
        assert!(other.contains("这一周还没有安排调解"));
    })
    .await;
}

#[tokio::test]
async fn the_ledger_is_a_file_under_its_chinese_name_and_its_export_is_audited() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        site.mediating().await;
        let director = site.client(Role::Director).await;
        let page = director.get("/ledger").await.body;
        assert!(page.contains("调解台账，1 件") && page.contains("27,600.00"), "{page}");
        let file = director.get("/ledger.xlsx?stage=mediating&q=%E9%9F%A6%E4%B6%AE").await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.content_type.contains("spreadsheetml") && file.body.starts_with("PK"));
        let log = site.client(Role::Auditor).await.get("/audit?deed=ledger_exported").await.body;
        assert!(log.contains("导出台账") && !log.contains("韦䶮"), "{log}");
        assert_eq!(site.client(Role::Administrator).await.get("/ledger.xlsx").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn each_figure_opens_as_many_cases_as_it_counts() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        site.mediating().await;
        for n in 0..4 {
            site.registered_as(&another(n, if n == 0 { "double_wage" } else { "overtime_pay" })).await;
        }
        let director = site.client(Role::Director).await;
        let page = director.get("/overview").await.body;
        assert!(page.contains("今年收到 5 件，办结 0 件") && page.contains("role=\"img\""), "{page}");
        let mut opened = 0;
        for part in page.split("<a class=\"fig").skip(1) {
            let href = part.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().replace("&#38;", "&");
            let told: String = part.split('>').nth(1).unwrap().chars().take_while(char::is_ascii_digit).collect();
            let list = director.get(&href).await;
            assert_eq!(list.status, StatusCode::OK, "{href}");
            let rows = list.body.matches("<th scope=\"row\">").count();
            assert_eq!(rows.to_string(), told, "{href}");
            opened += 1;
        }
        assert!(opened > 15, "{opened} figures");
    })
    .await;
}
