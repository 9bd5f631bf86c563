//! Timers: debtors are reminded once, by day and on a workday only; what waits in the outbox goes out once.

use app::jobs::{Job, once};
use domain::access::Role;
use domain::case::Act;
use domain::kernel::Moment;
use serde_json::json;
use testkit::engines::each_engine;
use testkit::house::OPENED;
use testkit::site::Site;

#[tokio::test]
async fn a_debtor_is_reminded_once_by_day_and_never_at_night() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let mediator = site.person(Role::Mediator);
        let director = site.person(Role::Director);
        let view = app::case::show(&site.house.app.by(mediator.clone()), case).await.unwrap();
        let (worker, employer) = (view.parties[0].id.to_string(), view.parties[1].id.to_string());
        let claim = view.claims[0].id.to_string();
        let today = OPENED.day();
        let due = domain::periods::working(&site.house.app.calendar(), today, 2).due;
        let draft = json!({
            "facts": "拖欠两个月工资，双方核对一致。", "copies": 3, "agreed": [{ "claim": claim, "amount": "100" }],
            "obligations": [{ "kind": "pay", "payer": employer, "payee": worker, "amount": "100", "due": due.to_string(), "way": "银行转账" }],
        });
        site.act(&mediator, case, Act::Draft, draft).await;
        for party in [&worker, &employer] {
            site.act(&mediator, case, Act::Sign, json!({ "signer": "party", "party": party, "day": today.to_string(), "means": "signature" })).await;
        }
        site.act(&mediator, case, Act::Sign, json!({ "signer": "mediator", "day": today.to_string(), "means": "signature" })).await;
        site.act(&director, case, Act::Sign, json!({ "signer": "organisation", "day": today.to_string(), "means": "seal" })).await;

        let app = &site.house.app;
        let workday = domain::periods::working(&app.calendar(), today, 1).due;
        site.house.clock.set(Moment::at(workday, 23, 30));
        assert_eq!(once(app, Job::RemindDebtors).await.unwrap(), 0, "nobody is reminded at night");
        site.house.clock.set(Moment::at(workday, 10, 0));
        assert_eq!(once(app, Job::RemindDebtors).await.unwrap(), 1);
        assert_eq!(once(app, Job::RemindDebtors).await.unwrap(), 0, "once is enough");

        let waiting = once(app, Job::SendMessages).await.unwrap();
        assert!(waiting > 0);
        assert_eq!(site.house.sent.messages().len(), waiting);
        assert_eq!(once(app, Job::SendMessages).await.unwrap(), 0, "each message goes out once");
        let reminders = site.house.sent.messages().into_iter().filter(|message| message.text.contains("到期")).count();
        assert_eq!(reminders, 1);
    })
    .await;
}
