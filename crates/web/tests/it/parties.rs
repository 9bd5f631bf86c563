//! Parties: masked everywhere, in clear only once and noted, corrected with a version.

use axum::http::StatusCode;
use domain::access::Role;
use testkit::engines::each_engine;
use testkit::site::{Client, Site};

/// The address of the worker of the site's case.
async fn worker(client: &Client) -> String {
    let list = client.get("/parties?kind=worker").await.body;
    let from = list.find("/parties/party_").expect("a worker in the list");
    list[from..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn numbers_are_masked_and_shown_in_clear_only_once() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.registered().await;
        let clerk = site.client(Role::Clerk).await;
        let list = clerk.get("/parties").await.body;
        assert!(list.contains("韦䶮") && list.contains("110***********1233") && !list.contains("110101199003071233"), "{list}");
        let party = worker(&clerk).await;
        let page = clerk.get(&party).await.body;
        assert!(page.contains(&format!("/cases/{case}")) && page.contains("199****0001") && !page.contains("19900000001"), "{page}");
        let clear = clerk.post(&format!("{party}/reveal"), &[]).await;
        assert_eq!(clear.status, StatusCode::OK);
        assert!(clear.body.contains("110101199003071233") && clear.body.contains("19900000001"), "{}", clear.body);
        assert!(!clerk.get(&party).await.body.contains("110101199003071233"));
        assert!(site.client(Role::Auditor).await.get("/audit").await.body.contains(party.trim_start_matches("/parties/")));
        assert_eq!(site.login("street_mediator").await.get(&party).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_correction_keeps_the_numbers_that_are_left_empty() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        site.registered().await;
        let clerk = site.client(Role::Clerk).await;
        let party = worker(&clerk).await;
        let path = format!("{party}/correct");
        let form = clerk.get(&path).await.body;
        assert!(form.contains("value=\"韦䶮\"") && form.contains("199****0001") && !form.contains("19900000001"), "{form}");
        let version = form.split("name=\"_version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let wrong = clerk.post(&path, &[("_version", &version), ("name", "韦䶮䶮"), ("id_number", "123")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("value=\"韦䶮䶮\"") && wrong.body.contains("id=\"f-id_number-e\""), "{}", wrong.body);
        let saved = clerk.post(&path, &[("_version", &version), ("name", "韦䶮䶮"), ("address", "拉堡镇")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let page = clerk.get(&party).await.body;
        assert!(page.contains("韦䶮䶮") && page.contains("拉堡镇") && page.contains("199****0001"), "{page}");
        let stale = clerk.post(&path, &[("_version", &version), ("name", "韦别的")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.body.contains("value=\"韦别的\""));
    })
    .await;
}
