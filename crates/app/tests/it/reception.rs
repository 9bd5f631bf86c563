//! Reception: taken down, passed on against a receipt, ended by advice, a referral or a case; within reach only.

use app::contact::*;
use app::{App, Ctx, Error};
use domain::access::{Person, Role};
use domain::kernel::Form as _;
use domain::kernel::id::{AccountId, CaseId};
use serde_json::{Value, json};
use store::values;
use testkit::engines::each_engine;
use uuid::Uuid;

use crate::house::{as_role, grant, house, office_id, offices};

fn contact(changes: Value) -> ContactForm {
    let mut form = json!({"channel": "visit", "received": "2026-11-20T08:50", "person_name": "吾买尔·艾合买提", "phone": "138 0000 4417", "summary": "拖欠三个月工资"});
    form.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    ContactForm::read(&form).unwrap()
}

fn told<T>(result: Result<T, Error>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(Error::Faults(faults)) => {
            faults.0.iter().map(|(path, fault)| format!("{}: {}", path.as_str(), fault.code())).collect::<Vec<_>>().join(", ")
        }
        Err(Error::NotFound) => "not found".to_owned(),
        Err(Error::Stale) => "stale".to_owned(),
        Err(Error::Refused(refusal)) => refusal.reason.code().to_owned(),
        Err(other) => format!("{other:?}"),
    }
}

/// A colleague with an account.
async fn colleague(app: &App, n: u128, role: Role, office: u8) -> Ctx {
    let account = AccountId(Uuid::from_u128(n));
    let grants = vec![grant(role, office)];
    let given = grants.clone();
    let work = app.store.write::<_, store::Error, _>(move |tx| {
        Box::pin(async move {
            let insert =
                "insert into account (id, login, name, must_change, disabled, failures, created_at) values ($1, $2, $3, 0, 0, 0, 0)";
            tx.execute(insert, values![account, format!("p{n}"), format!("人{n}")]).await?;
            store::access::grant::set(tx, account, &given).await
        })
    });
    work.await.unwrap();
    app.by(Person { account, grants })
}

fn to(cx: &Ctx) -> HandOverForm {
    HandOverForm::read(&json!({"to": cx.person.account, "receipt": "交接单 3 号"})).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_receives_answers_until_somebody_else_takes_over() {
    each_engine(|store| async move {
        let (app, _) = house(store);
        offices(&app, &[6, 7]).await;
        let first = colleague(&app, 71, Role::Clerk, 6).await;
        let second = colleague(&app, 72, Role::Mediator, 6).await;
        let stranger = colleague(&app, 73, Role::Clerk, 7).await;
        let received = receive(&first, contact(json!({}))).await.unwrap();
        assert_eq!(received.number, "来2026-000001");
        assert_eq!(receive(&second, contact(json!({"channel": "hotline_12333"}))).await.unwrap().number, "来2026-000002");
        assert_eq!(receive(&stranger, contact(json!({}))).await.unwrap().number, "来2026-000001", "each office counts for itself");
        let id = received.id;
        assert_eq!(told(hand_over(&first, id, to(&stranger), 1).await), "to: unknown_choice");
        assert_eq!(told(hand_over(&first, id, to(&first), 1).await), "same_owner");
        assert_eq!(told(hand_over(&stranger, id, to(&second), 1).await), "not found");
        assert!(HandOverForm::read(&json!({"to": second.person.account})).is_err(), "no hand-over without a receipt");
        hand_over(&first, id, to(&second), 1).await.unwrap();
        assert_eq!(told(hand_over(&first, id, to(&second), 1).await), "stale");
        let view = show(&second, id).await.unwrap();
        assert_eq!((view.owner.as_str(), view.row.receipt.as_deref()), ("人72", Some("交接单 3 号")));
        assert_eq!(view.phone.as_deref(), Some("13800004417"));
        assert_eq!(view.colleagues.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["人71"]);
        let steps: Vec<_> = view.steps.iter().map(|step| (step.kind, step.from.as_deref(), step.to.as_deref())).collect();
        assert_eq!(steps, [(StepKind::Received, None, Some("人71")), (StepKind::HandedOver, Some("人71"), Some("人72"))]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contact_ends_once_by_advice_or_referral() {
    each_engine(|store| async move {
        let (app, _) = house(store);
        offices(&app, &[6]).await;
        let clerk = colleague(&app, 71, Role::Clerk, 6).await;
        let advised = receive(&clerk, contact(json!({}))).await.unwrap().id;
        let advice = || AdviseForm::read(&json!({"note": "试用期不得超过两个月"})).unwrap();
        advise(&clerk, advised, advice(), 1).await.unwrap();
        assert_eq!(told(advise(&clerk, advised, advice(), 2).await), "not_in_this_stage");
        assert_eq!(told(hand_over(&clerk, advised, to(&clerk), 2).await), "not_in_this_stage");
        let sent = receive(&clerk, contact(json!({}))).await.unwrap().id;
        let referral =
            ReferForm::read(&json!({"body": "柳江区法律援助中心", "address": "文昌街16号", "phone": "12348", "receipt": "转1"})).unwrap();
        refer(&clerk, sent, referral, 1).await.unwrap();
        let view = show(&clerk, sent).await.unwrap();
        assert_eq!(view.row.referred_body.as_deref(), Some("柳江区法律援助中心\n文昌街16号\n12348"));
        assert_eq!((view.row.outcome, view.row.closed_at), (ContactOutcome::Referral, Some(clerk.now)));
        let open = ListFilter { outcome: Some(ContactOutcome::Open), ..ListFilter::default() };
        assert_eq!(list(&clerk, &open, None).await.unwrap().rows.len(), 0);
        // Who was advised may come back and apply.
        let (cx, case) = (clerk.clone(), CaseId(Uuid::from_u128(101)));
        let work = clerk.app.store.write::<_, Error, _>(move |tx| Box::pin(async move { became_case(&cx, tx, advised, case).await }));
        work.await.unwrap();
        let view = show(&clerk, advised).await.unwrap();
        assert_eq!((view.row.outcome, view.row.case_id, view.row.owner), (ContactOutcome::Case, Some(case), clerk.person.account));
        let stranger = as_role(&app, Role::Clerk, 7);
        let work = clerk.app.store.write::<_, Error, _>(move |tx| Box::pin(async move { became_case(&stranger, tx, sent, case).await }));
        assert_eq!(told(work.await), "contact: unknown_choice");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn contacts_are_seen_within_reach_only() {
    each_engine(|store| async move {
        let (app, _) = house(store);
        offices(&app, &[6, 7]).await;
        let clerk = colleague(&app, 71, Role::Clerk, 6).await;
        let id = receive(&clerk, contact(json!({"employer_name": "砚溪建筑公司"}))).await.unwrap().id;
        for (role, office, seen) in [
            (Role::Clerk, 6, true),
            (Role::Director, 6, true),
            (Role::Clerk, 7, false),
            (Role::Director, 7, false),
            (Role::Supervisor, 6, false),
            (Role::Auditor, 6, false),
            (Role::Administrator, 6, false),
        ] {
            let cx = as_role(&app, role, office);
            assert_eq!(show(&cx, id).await.is_ok(), seen, "{role} {office}");
            let listed = list(&cx, &ListFilter::default(), None).await.map_or(0, |page| page.rows.len());
            assert_eq!(listed == 1, seen, "{role} {office}");
        }
        let by = async |query: &str| {
            list(&clerk, &ListFilter { query: Some(query.to_owned()), ..ListFilter::default() }, None).await.unwrap().rows
        };
        assert_eq!(by("138-0000-4417").await[0].phone.as_deref(), Some("138****4417"));
        assert_eq!((by("艾合买提").await.len(), by("砚溪").await.len(), by("13900004417").await.len()), (1, 1, 0));
        assert_eq!(told(receive(&clerk, contact(json!({"received": "2026-11-20T09:01"}))).await), "in_the_future");
        assert_eq!(told(receive(&clerk, contact(json!({"office": office_id(7)}))).await), "not found");
        assert_eq!(told(receive(&as_role(&app, Role::Auditor, 6), contact(json!({}))).await), "not found");
    })
    .await;
}
