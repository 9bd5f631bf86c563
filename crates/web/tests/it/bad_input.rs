//! Bad input: a clear sentence beside the field, what was typed is kept, nothing is half-written, and nothing a client sends makes a 5xx.

use axum::http::StatusCode;
use domain::access::Role;
use domain::case::Act;
use domain::kernel::Kind;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use testkit::engines::each_engine;
use testkit::site::{Client, Site};

async fn version(site: &Site, case: domain::kernel::id::CaseId) -> i64 {
    app::case::show(&site.house.app.by(site.person(Role::Director)), case).await.unwrap().case.version
}

/// Texts that people and programs send where something else is meant.
const ODD: &[&str] = &[
    "",
    " ",
    "-1",
    "1e9",
    "999999999999999999999999",
    "0.001",
    "2026-02-30",
    "2026-13-01",
    "0000-00-00",
    "9999-12-31",
    "2026-03-01T25:61",
    "<script>alert(1)</script>",
    "'; drop table case_row; --",
    "\u{0}\u{1}\u{7f}",
    "𬭎㙍䶮",
    "吾买尔·艾合买提",
    "case_00000000000000000000000000000001",
    "party_zz",
    "[]",
    "{}",
    "null",
];

#[tokio::test]
async fn every_form_answers_odd_values_in_every_field_without_a_server_error_and_writes_nothing() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let (registered, mediating) = (site.registered().await, site.mediating_another().await);
        let director = site.client(Role::Director).await;
        for case in [registered, mediating] {
            let before = version(&site, case).await;
            for act in Act::ALL {
                let specs = act.specs();
                // Where a form asks for nothing but words, most odd texts are words.
                if specs.iter().all(|spec| matches!(spec.kind, Kind::Prose { .. } | Kind::Line { .. })) {
                    continue;
                }
                for odd in ODD {
                    let fields: Vec<(&str, &str)> = specs.iter().map(|spec| (spec.name, *odd)).collect();
                    let answer = director.post(&format!("/cases/{case}/acts/{}", act.code()), &fields).await;
                    assert!(!answer.status.is_server_error(), "{act} {odd:?}: {}", answer.body);
                    assert_ne!(answer.status, StatusCode::SEE_OTHER, "{act} accepted {odd:?} in every field");
                }
            }
            assert_eq!(version(&site, case).await, before, "something was written");
        }
    })
    .await;
}

#[tokio::test]
async fn a_text_that_is_too_long_is_told_beside_its_field_and_kept() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.registered().await;
        let clerk = site.client(Role::Clerk).await;
        let long = "很".repeat(2001);
        let answer = clerk.post(&format!("/cases/{case}/acts/case.note"), &[("text", &long)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("2000") && answer.body.contains(&long) && answer.body.contains("aria-invalid"));
    })
    .await;
}

#[tokio::test]
async fn bodies_that_are_no_form_are_refused_with_a_sentence() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.registered().await;
        let clerk = site.client(Role::Clerk).await;
        let path = format!("/cases/{case}/acts/case.note");
        let form = "application/x-www-form-urlencoded";
        for body in [
            b"text=%FF%FE".to_vec(),
            b"text=%".to_vec(),
            b"text=%zz".to_vec(),
            b"\xff\xfe\x00".to_vec(),
            b"a[0][1][2][3][4][5][6]=x".to_vec(),
        ] {
            let answer = clerk.post_raw(&path, form, body).await;
            assert!(answer.status.is_client_error(), "{}", answer.status);
            assert!(answer.body.contains("<h1>"), "{}", answer.body);
        }
        let huge = vec![b'a'; 5 << 20];
        assert!(clerk.post_raw(&path, form, huge).await.status.is_client_error());
    })
    .await;
}

fn multipart(client: &Client, name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in [("_csrf", client.csrf()), ("kind", "evidence"), ("title", "考勤记录")] {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(
        format!("--x\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n").bytes(),
    );
    body.extend(bytes);
    body.extend(b"\r\n--x--\r\n");
    body
}

#[tokio::test]
async fn an_upload_is_judged_by_its_bytes_and_its_size() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.registered().await;
        let clerk = site.client(Role::Clerk).await;
        let path = format!("/cases/{case}/files");
        let send = |name: &'static str, bytes: Vec<u8>| {
            let (clerk, path) = (clerk.clone(), path.clone());
            async move { clerk.post_raw(&path, "multipart/form-data; boundary=x", multipart(&clerk, name, &bytes)).await }
        };
        let png = b"\x89PNG\r\n\x1a\n0000".to_vec();
        assert_eq!(send("photo.png", png.clone()).await.status, StatusCode::SEE_OTHER);
        for (name, bytes) in
            [("photo.pdf", png.clone()), ("run.exe", b"MZ\x90\x00".to_vec()), ("a.png", b"<html><script>".to_vec()), ("a.png", Vec::new())]
        {
            let answer = send(name, bytes).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {}", answer.body);
        }
        let too_large = [png, vec![0; site.house.app.upload_limit]].concat();
        assert!(send("photo.png", too_large).await.status.is_client_error());
        let page = clerk.get(&format!("/cases/{case}?tab=files")).await.body;
        assert_eq!(page.matches("考勤记录").count(), 1, "only the good file is there");
    })
    .await;
}

#[tokio::test]
async fn random_bytes_and_random_queries_never_make_a_server_error() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.registered().await;
        let clerk = site.client(Role::Clerk).await;
        let mut runner = TestRunner::deterministic();
        let words = proptest::collection::vec(("[a-z_\\[\\]0-9]{0,12}", "\\PC{0,20}"), 0..12);
        for _ in 0..120 {
            let fields = words.new_tree(&mut runner).unwrap().current();
            let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let query: String =
                pairs.iter().map(|(n, v)| format!("{}={}", web::guard::percent(n), web::guard::percent(v))).collect::<Vec<_>>().join("&");
            for path in ["/cases", "/ledger", "/search", "/calendar", "/contacts", "/parties", "/stuck", "/overview"] {
                let answer = clerk.get(&format!("{path}?{query}")).await;
                assert!(!answer.status.is_server_error(), "{path}?{query}: {}", answer.body);
            }
            for path in ["/intake", "/contacts/new", &format!("/cases/{case}/acts/intake.consent")] {
                let answer = clerk.post(path, &pairs).await;
                assert!(!answer.status.is_server_error(), "{path} {pairs:?}: {}", answer.body);
            }
        }
        for cursor in ["x", "2026-11-20_case_1", "_", "9999-99-99_case_00000000000000000000000000000001", "%FF"] {
            for path in ["/cases", "/ledger", "/stuck", "/overdue", "/performance", "/audit", "/outbox", "/parties", "/contacts"] {
                let answer = clerk.get(&format!("{path}?after={cursor}")).await;
                assert!(!answer.status.is_server_error(), "{path}?after={cursor}: {}", answer.body);
            }
        }
    })
    .await;
}
