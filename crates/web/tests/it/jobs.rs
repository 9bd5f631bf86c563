//! Timers: debtors before the day, whoever mediates after it, everybody of windows that close; once, by day and on a workday only, and what a
//! machine that stood still has missed at its next look.

use app::jobs::{Job, once};
use axum::http::StatusCode;
use domain::access::Role;
use domain::case::Act;
use domain::kernel::id::CaseId;
use domain::kernel::{Day, Moment};
use domain::periods::Calendar;
use serde_json::{Value, json};
use testkit::engines::each_engine;
use testkit::house::OPENED;
use testkit::site::Site;

/// An agreement in force from today, with an obligation of 100.00 due on each of these days.
async fn agreed(site: &Site, case: CaseId, dues: &[Day]) {
    let (mediator, director) = (site.person(Role::Mediator), site.person(Role::Director));
    let view = app::case::show(&site.house.app.by(mediator.clone()), case).await.unwrap();
    let (worker, employer) = (view.parties[0].id.to_string(), view.parties[1].id.to_string());
    let today = site.house.app.clock.now().day().to_string();
    let owed = |due: &Day| json!({ "kind": "pay", "payer": employer, "payee": worker, "amount": "100", "due": due.to_string(), "way": "银行转账" });
    let draft = json!({
        "facts": "拖欠两个月工资，双方核对一致。", "copies": 3, "warnings_seen": true,
        "agreed": [{ "claim": view.claims[0].id.to_string(), "amount": format!("{}", 100 * dues.len()) }],
        "obligations": dues.iter().map(owed).collect::<Vec<Value>>(),
    });
    site.act(&mediator, case, Act::Draft, draft).await;
    let sign = |signer: &str, party: Option<&String>| json!({ "signer": signer, "party": party, "day": today, "means": "signature" });
    for party in [&worker, &employer] {
        site.act(&mediator, case, Act::Sign, sign("party", Some(party))).await;
    }
    site.act(&mediator, case, Act::Sign, sign("mediator", None)).await;
    site.act(&director, case, Act::Sign, sign("organisation", None)).await;
}

/// What went out and says this: to whom, and the text.
async fn sent(site: &Site, says: &str) -> Vec<(String, String)> {
    once(&site.house.app, Job::SendMessages).await.unwrap();
    let messages = site.house.sent.messages().into_iter();
    messages.filter(|message| message.text.contains(says)).map(|message| (message.to, message.text)).collect()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_debtor_is_reminded_once_by_day_and_never_at_night() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let due = domain::periods::working(&site.house.app.calendar(), OPENED.day(), 2).due;
        agreed(&site, case, &[due]).await;
        let app = &site.house.app;
        let workday = domain::periods::working(&app.calendar(), OPENED.day(), 1).due;
        site.house.clock.set(Moment::at(workday, 23, 30));
        assert_eq!(once(app, Job::RemindDebtors).await.unwrap(), 0, "nobody is reminded at night");
        site.house.clock.set(Moment::at(workday, 10, 0));
        assert_eq!(once(app, Job::RemindDebtors).await.unwrap(), 1);
        assert_eq!(once(app, Job::RemindDebtors).await.unwrap(), 0, "once is enough");

        let waiting = once(app, Job::SendMessages).await.unwrap();
        assert!(waiting > 0);
        assert_eq!(site.house.sent.messages().len(), waiting);
        assert_eq!(once(app, Job::SendMessages).await.unwrap(), 0, "each message goes out once");
        assert_eq!(sent(&site, "到期，请按期履行").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn on_the_day_after_a_due_day_without_payment_the_mediator_gets_the_way_to_note_the_breach() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let (unpaid, paid) = (site.mediating().await, site.mediating_another().await);
        for case in [unpaid, paid] {
            agreed(&site, case, &[day("2026-11-24")]).await;
        }
        let app = &site.house.app;
        site.house.clock.set(Moment::at(day("2026-11-24"), 10, 0));
        let view = app::case::show(&app.by(site.person(Role::Mediator)), paid).await.unwrap();
        let pay = json!({
            "obligation": view.obligations[0].id.to_string(), "amount": "100", "day": "2026-11-24", "means": "bank", "proof": "回单", "confirmed": true,
        });
        site.act(&site.person(Role::Mediator), paid, Act::Pay, pay).await;
        assert_eq!(once(app, Job::RemindOfDefaults).await.unwrap(), 0, "the day is not over");
        site.house.clock.set(Moment::at(day("2026-11-25"), 3, 0));
        assert_eq!(once(app, Job::RemindOfDefaults).await.unwrap(), 0, "nobody is reminded at night");
        site.house.clock.set(Moment::at(day("2026-11-25"), 9, 0));
        assert_eq!(once(app, Job::RemindOfDefaults).await.unwrap(), 1, "what was paid is not asked for");
        assert_eq!(once(app, Job::RemindOfDefaults).await.unwrap(), 0, "once is enough");
        let told = sent(&site, "没有确认履行").await;
        let mediator = site.client(Role::Mediator).await;
        let [(_, text)] = &told[..] else { panic!("{told:?}") };
        let link = text.split('：').find(|piece| piece.starts_with("/cases/")).unwrap();
        let form = mediator.get(link).await;
        assert!(form.status == StatusCode::OK && form.body.contains("登记不履行"), "{link}: {}", form.body);
        let version = app::case::show(&app.by(site.person(Role::Mediator)), unpaid).await.unwrap().case.version.to_string();
        let obligation = link.split("obligation=").nth(1).unwrap();
        assert!(form.body.contains(&format!("value=\"{obligation}\" selected")) || form.body.contains(&format!("value=\"{obligation}\" checked")));
        let fields = [("_version", version.as_str()), ("obligation", obligation), ("reason", "电话催告，称没有钱。")];
        assert_eq!(mediator.post(link, &fields).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn what_a_machine_that_stood_still_has_missed_is_made_up_for_at_its_first_look() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let cases = [site.mediating().await, site.mediating_another().await];
        for case in cases {
            agreed(&site, case, &[day("2026-11-24"), day("2026-12-07")]).await;
        }
        let app = &site.house.app;
        // It stood still from the day of effect to the last workday before the review window closes on Monday, December 7.
        site.house.clock.set(Moment::at(day("2026-12-04"), 9, 30));
        let missed = [
            (Job::RemindOfPeriods, 2),  // the review window of each case: three steps missed, one reminder
            (Job::RemindDebtors, 2),    // the second instalments, due on Monday
            (Job::RemindOfDefaults, 2), // the first ones, due while it stood still
        ];
        for (job, count) in missed {
            assert_eq!(once(app, job).await.unwrap(), count, "{job:?}");
            assert_eq!(once(app, job).await.unwrap(), 0, "{job:?} again");
        }
        assert!(sent(&site, "共同申请仲裁审查的最后一天是2026年12月7日").await.len() >= 4, "parties of both cases");
        let clock = app::case::show(&app.by(site.person(Role::Director)), cases[0]).await.unwrap().case;
        assert_eq!(clock.clock_of(domain::periods::Role::ReviewWindow).unwrap().reminded, [1], "the nearest step stands for those missed");
    })
    .await;
}

#[tokio::test]
async fn the_notice_at_effect_names_each_window_with_its_last_day_to_the_parties_and_a_day_that_moves_is_told_anew() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        agreed(&site, case, &[day("2026-11-24")]).await;
        let view = app::case::show(&site.house.app.by(site.person(Role::Director)), case).await.unwrap();
        let parties: Vec<String> = view.parties.iter().filter(|party| party.phone.is_some()).map(|party| party.name.clone()).collect();
        assert!(!parties.is_empty());
        for window in ["仲裁审查，最后一天是2026年12月7日", "司法确认，最后一天是2026年12月21日"] {
            let told: Vec<String> = sent(&site, window).await.into_iter().map(|(to, _)| to).collect();
            assert_eq!(told, parties, "{window}");
        }
        let app = &site.house.app;
        let lines = "date,kind,name\n2026-12-07,holiday,新假\n2026-12-21,holiday,新假\n";
        let calendar = app.calendar().with(&Calendar::parse(lines, "cn-next").unwrap());
        app::case::clocks::take_notice(app, lines, calendar, "notice").await.unwrap();
        for moved in ["从2026年12月7日改为2026年12月8日", "从2026年12月21日改为2026年12月22日"] {
            let told: Vec<String> = sent(&site, moved).await.into_iter().map(|(to, _)| to).collect();
            assert_eq!(told, parties, "{moved}");
        }
    })
    .await;
}
