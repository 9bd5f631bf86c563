//! Reception: a contact always has somebody who answers for it, and ends as advice, a referral or a case.

use axum::http::StatusCode;
use domain::access::Role;
use testkit::engines::each_engine;
use testkit::site::{Client, Site};

async fn received(client: &Client) -> String {
    let fields = [
        ("channel", "visit"),
        ("received", "2026-11-20T08:30"),
        ("person_name", "莫怀安"),
        ("phone", "19900000009"),
        ("summary", "问加班费怎么算"),
    ];
    let answer = client.post("/contacts/new", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location.unwrap().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_contact_is_handed_over_against_a_receipt_and_ends_as_advice() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = site.client(Role::Clerk).await;
        let contact = received(&clerk).await;
        let page = clerk.get(&contact).await;
        assert!(page.body.contains("莫怀安") && page.body.contains("问加班费怎么算"), "{}", page.body);
        let to = site.person(Role::Director).account.to_string();
        let path = format!("{contact}/hand_over");
        let unsigned = clerk.post(&path, &[("_version", "1"), ("to", &to), ("note", "请回电")]).await;
        assert_eq!(unsigned.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unsigned.body.contains("id=\"hand_over-f-receipt\"") && unsigned.body.contains("请回电"), "{}", unsigned.body);
        let over = clerk.post(&path, &[("_version", "1"), ("to", &to), ("receipt", "当面签收"), ("note", "请回电")]).await;
        assert_eq!(over.status, StatusCode::SEE_OTHER, "{}", over.body);
        let advise = format!("{contact}/advise");
        let stale = clerk.post(&advise, &[("_version", "1"), ("note", "按一点五倍算")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.body.contains("按一点五倍算") && stale.body.contains("name=\"_version\" value=\"2\""));
        assert_eq!(clerk.post(&advise, &[("_version", "2"), ("note", "按一点五倍算")]).await.status, StatusCode::SEE_OTHER);
        let page = clerk.get(&contact).await;
        assert!(page.body.contains("当面签收") && page.body.contains("已解答") && !page.body.contains("/advise"), "{}", page.body);
        let late = clerk.post(&format!("{contact}/refer"), &[("_version", "3"), ("body", "监察大队")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.body.contains("监察大队"));
    })
    .await;
}

#[tokio::test]
async fn a_referral_takes_its_address_from_the_directory_of_bodies() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = site.client(Role::Clerk).await;
        let contact = received(&clerk).await;
        let page = clerk.get(&format!("{contact}?refer=labour_inspection")).await;
        assert!(page.body.contains("value=\"柳江区劳动保障监察大队\"") && page.body.contains("value=\"12333\""), "{}", page.body);
        assert_eq!(clerk.get(&format!("{contact}?refer=moon")).await.status, StatusCode::NOT_FOUND);
        let sent =
            clerk.post(&format!("{contact}/refer"), &[("_version", "1"), ("body", "柳江区劳动保障监察大队"), ("phone", "12333")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert!(clerk.get(&contact).await.body.contains("已转介"));
    })
    .await;
}

#[tokio::test]
async fn the_list_shows_what_is_open_and_finds_by_telephone_day_and_outcome() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = site.client(Role::Clerk).await;
        assert!(clerk.get("/contacts").await.body.contains("接待都有了结果"));
        let contact = received(&clerk).await;
        let open = clerk.get("/contacts").await.body;
        assert!(
            open.contains("还有 1 件接待没有结果")
                && open.contains(&contact)
                && open.contains("199****0009")
                && !open.contains("19900000009")
        );
        for (query, found) in [
            ("q=19900000009", true),
            ("q=19900000008", false),
            ("mine=1", true),
            ("outcome=advice", false),
            ("from=2026-11-20&to=2026-11-20", true),
            ("to=2026-11-19", false),
            ("from=soon", true),
        ] {
            assert_eq!(clerk.get(&format!("/contacts?{query}")).await.body.contains(&contact), found, "{query}");
        }
        let street = site.login("street_mediator").await;
        assert_eq!(street.get(&contact).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_contact_of_the_future_is_refused_with_what_was_typed() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = site.client(Role::Clerk).await;
        let answer = clerk.post("/contacts/new", &[("channel", "visit"), ("received", "2026-11-20T09:30"), ("summary", "问路")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("id=\"f-received-e\"") || answer.body.contains("aria-invalid"), "{}", answer.body);
        assert!(answer.body.contains("问路"));
    })
    .await;
}
