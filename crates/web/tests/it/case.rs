//! The forms of the case page: what they know already, and what follows from sending them.

use axum::http::StatusCode;
use domain::access::Role;
use testkit::engines::each_engine;
use testkit::site::Site;

#[tokio::test]
async fn the_decline_form_tells_for_each_reason_where_to_turn_and_fills_itself_in() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.registered().await;
        let clerk = site.client(Role::Clerk).await;
        let page = clerk.get(&format!("/cases/{case}/acts/intake.decline")).await;
        assert_eq!(page.status, StatusCode::OK);
        for entry in site.house.app.lists.entries("decline_reason") {
            assert!(page.body.contains(&entry.name), "{}", entry.code);
        }
        let link = page.body.split("href=\"").find(|part| part.contains("reason=insurance_collection")).unwrap();
        let link = link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let filled = clerk.get(&link).await.body;
        assert!(filled.contains("value=\"insurance_collection\" selected"), "{filled}");
    })
    .await;
}

#[tokio::test]
async fn a_late_ending_needs_its_reason_and_is_told_to_both_sides() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        site.house.clock.later(40 * 24 * 60);
        let mediator = site.client(Role::Mediator).await;
        let path = format!("/cases/{case}/acts/closing.close");
        let fields = [
            ("result", "period_over"),
            ("reason", "双方差距较大，没有谈拢。"),
            ("body", "柳江区劳动人事争议仲裁委员会"),
            ("address", "柳东路1号"),
            ("limitation", "2027-12-01"),
            ("both_told", "on"),
        ];
        let refused = mediator.post(&path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("双方差距较大"), "what was typed is kept");
        let late = [&fields[..], &[("late_reason", "等待工伤认定结论。")]].concat();
        assert_eq!(mediator.post(&path, &late).await.status, StatusCode::SEE_OTHER);
        app::jobs::once(&site.house.app, app::jobs::Job::SendMessages).await.unwrap();
        let told = site.house.sent.messages().into_iter().filter(|message| message.text.contains("没有在调解期限内办结")).count();
        assert_eq!(told, 2, "worker and employer");
    })
    .await;
}
