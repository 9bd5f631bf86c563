//! Work at a glance: every number of a mediator and of an organisation opens the cases behind it.

use domain::access::Role;
use domain::case::Act;
use serde_json::json;
use testkit::engines::each_engine;
use testkit::site::Site;

#[tokio::test]
async fn every_number_of_an_organisation_opens_the_cases_behind_it() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let close = json!({
            "result": "failed", "reason": "双方分歧太大。", "body": "柳江区劳动人事争议仲裁院", "address": "虚设路2号", "phone": "0772-3211234",
            "limitation": site.house.app.clock.now().day().plus(300).to_string(), "both_told": true,
        });
        site.act(&site.person(Role::Mediator), case, Act::Close, close).await;
        let director = site.client(Role::Director).await;
        let page = director.get("/work").await.body;
        for (by, who) in [("handler", site.centre.to_string()), ("mediator", site.person(Role::Mediator).account.to_string())] {
            let link = page.split("href=\"").find(|part| part.contains(&format!("{by}={who}")) && part.contains("outcome=ended")).unwrap();
            let link = link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
            let list = director.get(&link).await.body;
            assert!(list.contains(&format!("/cases/{case}")), "{link}: {list}");
        }
        // The same narrowed to another organisation, to what was performed, to what was found satisfying: nothing is there.
        for narrowed in [format!("handler={}", site.station), format!("handler={}&outcome=performed", site.centre), "outcome=satisfied".to_owned()] {
            assert!(!director.get(&format!("/cases?{narrowed}")).await.body.contains(&format!("/cases/{case}")), "{narrowed}");
        }
        let named = director.get(&format!("/cases?handler={}&outcome=ended", site.centre)).await.body;
        assert!(named.contains("由柳江区劳动人事争议多元调解中心办理"), "{named}");
    })
    .await;
}
