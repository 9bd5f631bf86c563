//! The audit log as auditors read it.

use axum::http::StatusCode;
use domain::access::Role;
use testkit::engines::each_engine;
use testkit::site::Site;

#[tokio::test]
async fn auditors_see_who_did_what_and_that_nothing_was_changed() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let admin = site.client(Role::Administrator).await;
        let id = site.person(Role::Clerk).account.to_string();
        admin.post(&format!("/accounts/{id}/disable"), &[]).await;
        let auditor = site.client(Role::Auditor).await;
        let page = auditor.get("/audit").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("停用账号") && page.body.contains("administrator"));
        let one = auditor.get(&format!("/audit?deed=account_disabled&subject={id}")).await;
        assert_eq!(one.body.matches("<time datetime").count(), 1);
        let none = auditor.get("/audit?until=2020-01-01").await;
        assert!(none.body.contains("没有这样的记录"));
        let wrong = auditor.get("/audit?from=yesterday").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("role=\"alert\"") && wrong.body.contains("value=\"yesterday\""));
        let checked = auditor.get("/audit?check=1").await;
        assert!(checked.body.contains("记录完整，没有被改动"), "{}", checked.body);
        assert_eq!(site.client(Role::Statistician).await.get("/audit").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
