//! Every route is in the reviewed matrix, and nobody gets further than the one table of rules lets them.

use std::fmt::Write as _;

use axum::http::StatusCode;
use domain::access::Role;
use domain::case::Act;
use serde_json::json;
use testkit::engines::each_engine;
use testkit::site::Site;
use web::guard::Guard;
use web::route::TABLE;

/// Compares with a reviewed file; a difference is written beside it for the review.
fn reviewed(name: &str, reviewed: &str, found: &str) {
    if reviewed != found {
        let proposal = format!("{}/{name}", env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(&proposal, found).unwrap();
        panic!("{name} differs from the reviewed one; the present one is in {proposal}");
    }
}

#[test]
fn every_route_stands_in_the_reviewed_list_with_its_guard() {
    let mut lines: Vec<String> = TABLE
        .iter()
        .map(|route| {
            let guard = match route.guard {
                Guard::Open => "open".to_owned(),
                Guard::Needs(action) => format!("needs {}", action.code()),
                Guard::Token(action) => format!("token {}", action.code()),
            };
            format!("{:<5}{:<48}{guard}", route.method, route.path)
        })
        .collect();
    lines.push(String::new());
    reviewed("routes.txt", include_str!("routes.txt"), &lines.join("\n"));
}

/// A route's address with something in its places.
fn concrete(path: &str, case: &str) -> String {
    let nothing = "00000000000000000000000000000001";
    let part = |part: &str| if part.starts_with('{') { nothing.to_owned() } else { part.to_owned() };
    let filled = path.replace("{case}", case).replace("{act}", "case.note").replace("{paper}", "register");
    filled.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn without_a_session_every_guarded_page_leads_to_the_login() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let guest = site.guest();
        for route in TABLE {
            let path = concrete(route.path, "case_00000000000000000000000000000001");
            let answer = if route.method == "get" { guest.get(&path).await } else { guest.post(&path, &[]).await };
            match route.guard {
                Guard::Needs(_) => {
                    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
                    assert!(answer.location.unwrap().starts_with("/login"), "{path}");
                }
                Guard::Token(_) => assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}"),
                Guard::Open => assert!(!answer.status.is_server_error(), "{path} {}", answer.body),
            }
        }
    })
    .await;
}

#[tokio::test]
async fn each_role_sees_the_pages_that_the_reviewed_matrix_says() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await.to_string();
        let mut table = String::new();
        let roles: Vec<Role> = Role::ALL.iter().copied().filter(|role| *role != Role::System).collect();
        writeln!(table, "{:<40}{}", "page", roles.iter().map(|role| format!("{:<22}", role.code())).collect::<Vec<_>>().concat()).unwrap();
        let mut clients = Vec::new();
        for role in &roles {
            clients.push(site.client(*role).await);
        }
        for route in TABLE.iter().filter(|route| route.method == "get" && matches!(route.guard, Guard::Needs(_))) {
            let path = concrete(route.path, &case);
            let mut line = format!("{:<40}", route.path);
            for client in &clients {
                let answer = client.get(&path).await;
                assert!(!answer.status.is_server_error(), "{path}: {}", answer.body);
                write!(line, "{:<22}", answer.status.as_u16()).unwrap();
            }
            writeln!(table, "{}", line.trim_end()).unwrap();
        }
        reviewed("pages.txt", include_str!("pages.txt"), &table);
    })
    .await;
}

#[tokio::test]
async fn a_mediator_who_opens_a_case_that_is_not_theirs_is_told_that_it_is_not_there() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let theirs = site.client(Role::Mediator).await;
        let other = site.login("street_mediator").await;
        assert_eq!(theirs.get(&format!("/cases/{case}")).await.status, StatusCode::OK);
        for path in ["", "/acts/case.note", "/papers/register", "/papers/register/pdf"] {
            assert_eq!(other.get(&format!("/cases/{case}{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let posted = other.post(&format!("/cases/{case}/acts/case.note"), &[("text", "试试"), ("_version", "1")]).await;
        assert_eq!(posted.status, StatusCode::NOT_FOUND);
        let list = other.get("/cases").await.body;
        assert!(!list.contains("韦䶮"));
        assert!(!other.get("/search?q=%E9%9F%A6%E4%B6%AE").await.body.contains("鼎禾建筑工程"));
    })
    .await;
}

#[tokio::test]
async fn a_form_without_the_sessions_token_changes_nothing() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.registered().await;
        let clerk = site.client(Role::Clerk).await;
        let before = app::case::show(&site.house.app.by(site.person(Role::Clerk)), case).await.unwrap().case.version;
        let body = b"text=%E5%A4%87%E6%B3%A8&_csrf=wrong".to_vec();
        let answer = clerk.post_raw(&format!("/cases/{case}/acts/case.note"), "application/x-www-form-urlencoded", body).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let after = app::case::show(&site.house.app.by(site.person(Role::Clerk)), case).await.unwrap().case.version;
        assert_eq!(before, after);
    })
    .await;
}

#[tokio::test]
async fn of_two_officers_one_wins_and_the_other_is_told_what_changed_with_everything_typed_kept() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.registered().await;
        let clerk = site.client(Role::Clerk).await;
        let version = app::case::show(&site.house.app.by(site.person(Role::Clerk)), case).await.unwrap().case.version.to_string();
        // The director writes a remark while the clerk's form is open.
        site.act(&site.person(Role::Director), case, Act::Note, json!({ "text": "请先联系工会" })).await;
        let path = format!("/cases/{case}/acts/case.note");
        let late = clerk.post(&path, &[("text", "我写了很长的一段备注"), ("_version", &version)]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("我写了很长的一段备注") && late.body.contains("director"), "{}", late.body);
        // The page shown again carries the present version: sending it once more works.
        let again =
            clerk.post(&path, &[("text", "我写了很长的一段备注"), ("_version", &(version.parse::<i64>().unwrap() + 1).to_string())]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    })
    .await;
}
