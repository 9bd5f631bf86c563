//! The vault over HTTP: heard by its mediator alone, let out with four eyes, told when its key is missing, over when its time is.

use std::sync::Arc;

use app::jobs::{Job, once};
use app::organisation::OrganisationForm;
use axum::http::StatusCode;
use domain::access::{Grant, Person, Role};
use domain::case::{Act, Reason};
use domain::kernel::id::{AccountId, CaseId, OrganisationId, ReleaseId, VaultEntryId};
use domain::kernel::{Form as _, Moment};
use domain::vault::{AskRelease, CipherKind, DecideRelease, PutEntry};
use serde_json::{Value, json};
use store::{Query as _, values};
use strongbox::{MasterKey, Strongbox};
use testkit::engines::each_engine;
use testkit::house::FixedDice;
use testkit::site::{COUNTY, Site};

const SECRET: &str = "单位愿意再加三千但不许转告";

async fn said(site: &Site, case: CaseId) -> VaultEntryId {
    let form = json!({ "room": "respondent_caucus", "kind": "concession", "text": SECRET, "amount": "3000" });
    let cx = site.house.app.by(site.person(Role::Mediator));
    app::vault::put(&cx, case, PutEntry::read(&form).unwrap()).await.unwrap()
}

async fn parties(site: &Site, case: CaseId) -> Vec<String> {
    let view = app::case::show(&site.house.app.by(site.person(Role::Mediator)), case).await.unwrap();
    view.parties.iter().map(|party| party.id.to_string()).collect()
}

fn today(site: &Site) -> String {
    site.house.app.clock.now().day().to_string()
}

async fn audited(site: &Site, deed: &str) -> i64 {
    let reader = site.house.app.store.read();
    reader.scalar_i64("select cast(count(*) as bigint) from audit_entry where deed = $1", values![deed]).await.unwrap()
}

#[tokio::test]
async fn the_vault_opens_for_the_cases_mediator_and_for_nobody_else() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let path = format!("/cases/{case}/vault");
        let mediator = site.client(Role::Mediator).await;
        let put =
            mediator.post(&path, &[("room", "respondent_caucus"), ("kind", "concession"), ("amount", "3000"), ("text", SECRET)]).await;
        assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.body);
        let before = audited(&site, "vault_read").await;
        let shown = mediator.get(&path).await;
        assert!(shown.status == StatusCode::OK && shown.body.contains(SECRET) && shown.body.contains("3,000.00"), "{}", shown.body);
        assert_eq!(audited(&site, "vault_read").await, before + 1, "each opening is written down");
        assert!(mediator.get(&format!("/cases/{case}")).await.body.contains(&path), "the case page leads there");
        let refused = mediator.post(&path, &[("room", "shared"), ("kind", "caucus_note"), ("text", "单独谈的话")]).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("单独谈的话"), "{}", refused.body);
        for role in Role::ALL.iter().copied().filter(|role| !matches!(role, Role::Mediator | Role::System)) {
            let client = site.client(role).await;
            assert_eq!(client.get(&path).await.status, StatusCode::NOT_FOUND, "{role}");
            let posted = client.post(&path, &[("room", "shared"), ("kind", "offer"), ("text", "试试")]).await;
            assert_eq!(posted.status, StatusCode::NOT_FOUND, "{role}");
            let page = client.get(&format!("/cases/{case}")).await.body;
            assert!(!page.contains("/vault") && !page.contains(SECRET), "{role} is led there");
        }
        assert_eq!(site.login("street_mediator").await.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(mediator.get("/cases/case_00000000000000000000000000000001/vault").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn who_no_longer_mediates_no_longer_hears() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        said(&site, case).await;
        let new = json!({ "organisations": [site.centre.to_string()], "full_time": true, "active": true });
        let chief = Person { account: site.person(Role::Director).account, grants: site.person(Role::Director).grants };
        let colleague = somebody(&site, Role::Mediator, site.centre, "second_mediator").await;
        let form = app::organisation::MediatorForm::read(&new).unwrap();
        app::organisation::put_mediator(&site.house.app.by(chief.clone()), colleague.account, None, form).await.unwrap();
        site.act(&chief, case, Act::Reassign, json!({ "mediator": colleague.account.to_string(), "reason": "调整工作" })).await;
        let open = |person: Person| {
            let cx = site.house.app.by(person);
            async move { app::vault::open(&cx, case).await }
        };
        assert!(matches!(open(site.person(Role::Mediator)).await, Err(app::Error::NotFound)));
        assert_eq!(open(colleague).await.unwrap().said.len(), 1);
    })
    .await;
}

async fn somebody(site: &Site, role: Role, office: OrganisationId, login: &str) -> Person {
    let grants = vec![Grant { role, office, division: COUNTY.to_owned() }];
    let person = app::access::NewPerson {
        login: login.parse().unwrap(),
        name: domain::kernel::Line::new(login).unwrap(),
        phone: None,
        password: app::access::Password::new(testkit::site::PASSWORD).unwrap(),
        grants: grants.clone(),
    };
    let account: AccountId = app::access::establish(&site.house.app, person).await.unwrap();
    Person { account, grants }
}

/// The arbitration commission with its liaison, invited to the case.
async fn commission(site: &Site, case: CaseId) -> (OrganisationId, Person) {
    let chief = site.house.app.by(site.person(Role::Director));
    let form = OrganisationForm::read(&json!({
        "kind": "arbitration_commission", "name": "柳江区劳动人事争议仲裁委员会", "division": COUNTY, "address": "柳江大道1号", "phone": "0772-7210002",
        "takes_cases": false, "active": true,
    }));
    let body = app::organisation::create(&chief, form.unwrap()).await.unwrap();
    let invite = json!({ "organisations": [body.to_string()], "lead": site.centre.to_string(), "reason": "共同研究" });
    site.act(&site.person(Role::Director), case, Act::Invite, invite).await;
    (body, somebody(site, Role::ArbitrationLiaison, body, "commission").await)
}

fn asked(recipient: OrganisationId, parties: &[String], day: &str) -> Value {
    let consents: Vec<Value> =
        parties.iter().map(|party| json!({ "party": party, "day": day, "means": "written", "note": "一号柜第3格" })).collect();
    json!({ "recipient": recipient.to_string(), "purpose": "仲裁庭核对和解过程", "ground": "consent", "consents": consents })
}

async fn ask(site: &Site, case: CaseId, entry: VaultEntryId, form: &Value) -> app::Result<ReleaseId> {
    app::vault::release::ask(&site.house.app.by(site.person(Role::Mediator)), case, entry, AskRelease::read(form).unwrap()).await
}

#[tokio::test]
async fn an_entry_leaves_by_four_eyes_and_is_read_by_the_named_body_alone() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let entry = said(&site, case).await;
        let (body, liaison) = commission(&site, case).await;
        let day = today(&site);
        let parties = parties(&site, case).await;
        let half = ask(&site, case, entry, &asked(body, &parties[..1], &day)).await;
        assert!(matches!(half, Err(app::Error::Refused(refusal)) if refusal.reason == Reason::ConsentOfAllNeeded));
        let own = ask(&site, case, entry, &asked(site.centre, &parties, &day)).await;
        assert!(matches!(own, Err(app::Error::Refused(refusal)) if refusal.reason == Reason::RecipientNeeded), "the house is no recipient");

        let director = site.client(Role::Director).await;
        let before = events(&site, case).await;
        let release = ask(&site, case, entry, &asked(body, &parties, &day)).await.unwrap();
        assert!(matches!(ask(&site, case, entry, &asked(body, &parties, &day)).await, Err(app::Error::Refused(_))), "once at a time");
        assert_eq!(events(&site, case).await, before, "to ask leaves no trace in the case");
        let waiting = director.get("/releases").await.body;
        assert!(waiting.contains("仲裁庭核对和解过程") && !waiting.contains(SECRET), "{waiting}");
        let page = format!("/cases/{case}/releases/{release}");
        let theirs = site.login("commission").await;
        assert_eq!(theirs.get(&page).await.status, StatusCode::NOT_FOUND, "not before it is approved");
        assert_eq!(theirs.get("/releases").await.status, StatusCode::NOT_FOUND);

        let unchecked = director.post(&format!("/releases/{release}"), &[("decision", "approved")]).await;
        assert_eq!(unchecked.status, StatusCode::UNPROCESSABLE_ENTITY);
        let approved = director.post(&format!("/releases/{release}"), &[("decision", "approved"), ("papers_checked", "on")]).await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.body);
        let again = director.post(&format!("/releases/{release}"), &[("decision", "approved"), ("papers_checked", "on")]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert_eq!(events(&site, case).await, before + 1, "the release itself is an event");
        let told = director.get(&format!("/cases/{case}")).await.body;
        assert!(told.contains("批准放行") && !told.contains(SECRET), "{told}");

        let read = theirs.get(&page).await;
        assert!(read.status == StatusCode::OK && read.body.contains(SECRET), "{}", read.body);
        assert!(
            theirs.get(&format!("/cases/{case}?tab=files")).await.body.contains(&page),
            "it stands among the files of the body it is for"
        );
        assert_eq!(audited(&site, "release_read").await, 1);
        for role in [Role::Clerk, Role::Director, Role::Supervisor, Role::ArbitrationLiaison, Role::CourtLiaison, Role::Auditor] {
            let client = site.client(role).await;
            assert_eq!(client.get(&page).await.status, StatusCode::NOT_FOUND, "{role}");
            assert!(!client.get(&format!("/cases/{case}?tab=files")).await.body.contains("/releases/"), "{role}");
        }
        assert_eq!(liaison.grants.len(), 1);
    })
    .await;
}

async fn events(site: &Site, case: CaseId) -> usize {
    app::case::events(&site_cx(site), case).await.unwrap().len()
}

fn site_cx(site: &Site) -> app::Ctx {
    site.house.app.by(site.person(Role::Director))
}

#[tokio::test]
async fn nobody_decides_on_what_they_asked_for_and_a_refusal_needs_its_reason() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let entry = said(&site, case).await;
        let (body, _) = commission(&site, case).await;
        let parties = parties(&site, case).await;
        let release = ask(&site, case, entry, &asked(body, &parties, &today(&site))).await.unwrap();
        // The mediator is a director as well, as it happens in small places.
        let both = Person { grants: site.person(Role::Director).grants, ..site.person(Role::Mediator) };
        let decide = |person: Person, form: Value| {
            let cx = site.house.app.by(person);
            async move { app::vault::release::decide(&cx, release, DecideRelease::read(&form).unwrap()).await }
        };
        let approve = json!({ "decision": "approved", "papers_checked": true });
        let own = decide(both, approve).await;
        assert!(matches!(own, Err(app::Error::Refused(refusal)) if refusal.reason == Reason::FourEyes));
        let bare = decide(site.person(Role::Director), json!({ "decision": "refused", "papers_checked": true })).await;
        assert!(matches!(bare, Err(app::Error::Faults(_))));
        let no =
            decide(site.person(Role::Director), json!({ "decision": "refused", "papers_checked": true, "reason": "同意书日期不清" })).await;
        assert_eq!(no.unwrap(), case);
        let view = app::case::show(&site_cx(&site), case).await.unwrap();
        assert!(view.case.vault.released.is_empty(), "a refusal leaves no trace in the case");
        assert!(site.client(Role::Mediator).await.get(&format!("/cases/{case}/vault")).await.body.contains("同意书日期不清"));
    })
    .await;
}

#[tokio::test]
async fn a_lost_or_wrong_master_key_is_told_in_a_sentence() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        said(&site, case).await;
        let keys: [(Strongbox, &str); 2] = [
            (Strongbox::lost(CipherKind::Aes256Gcm, FixedDice::of(9)), "主密钥不见了"),
            (Strongbox::new(MasterKey::from([8; 32]), CipherKind::Sm4Gcm, FixedDice::of(9)), "另一把主密钥"),
        ];
        for (keys, sentence) in keys {
            let app = app::App { cipher: Arc::new(keys), ..site.house.app.clone() };
            let router = web::router(web::Web { app: app.clone(), behind_tls: false, trust_proxy: false });
            let client = testkit::site::Client::signed_in(&router, &app, "mediator", testkit::site::PASSWORD).await;
            let shown = client.get(&format!("/cases/{case}/vault")).await;
            assert!(shown.status == StatusCode::SERVICE_UNAVAILABLE && shown.body.contains(sentence), "{} {}", shown.status, shown.body);
            let put = client.post(&format!("/cases/{case}/vault"), &[("room", "shared"), ("kind", "offer"), ("text", "再谈")]).await;
            assert!(put.status == StatusCode::SERVICE_UNAVAILABLE && put.body.contains(sentence), "{} {}", put.status, put.body);
            assert_eq!(client.get(&format!("/cases/{case}")).await.status, StatusCode::OK, "everything else goes on");
        }
        // No second half of the vault grows under another key.
        let other = site.mediating_another().await;
        let app = app::App {
            cipher: Arc::new(Strongbox::new(MasterKey::from([8; 32]), CipherKind::Aes256Gcm, FixedDice::of(9))),
            ..site.house.app.clone()
        };
        let form = PutEntry::read(&json!({ "room": "shared", "kind": "offer", "text": "一次付清" })).unwrap();
        let put = app::vault::put(&app.by(site.person(Role::Mediator)), other, form).await;
        assert!(matches!(put, Err(app::Error::Vault(app::port::CipherFault::WrongMaster { .. }))));
    })
    .await;
}

#[tokio::test]
async fn swapped_or_changed_rows_are_seen_and_never_read() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let (one, two) = (said(&site, case).await, said(&site, case).await);
        let reader = site.house.app.store.read();
        let mut report = store::vault::entry::VaultReport::default();
        store::vault::entry::verify(&reader, None, 100, &mut report).await.unwrap();
        assert!(report.entries == 2 && report.broken.is_empty(), "{report:?}");
        let write = site.house.app.store.write::<_, store::Error, _>(move |tx| {
            Box::pin(async move {
                let rows = store::vault::entry::of_case(tx, case).await?;
                let swap = "update vault_entry set nonce = $1, sealed = $2 where id = $3";
                tx.execute(swap, values![rows[1].nonce.clone(), rows[1].sealed.clone(), one]).await?;
                tx.execute(swap, values![rows[0].nonce.clone(), rows[0].sealed.clone(), two]).await?;
                Ok(())
            })
        });
        write.await.unwrap();
        let shown = site.client(Role::Mediator).await.get(&format!("/cases/{case}/vault")).await;
        assert!(shown.status == StatusCode::OK && !shown.body.contains(SECRET) && shown.body.contains("读不出来"), "{}", shown.body);
        let mut report = store::vault::entry::VaultReport::default();
        store::vault::entry::verify(&reader, None, 100, &mut report).await.unwrap();
        assert_eq!(report.broken.len(), 2, "both rows: {report:?}");
    })
    .await;
}

#[tokio::test]
async fn after_its_time_the_key_is_gone_for_ever_and_every_case_tells_it_alike() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let (told, silent) = (site.mediating().await, site.mediating_another().await);
        let entry = said(&site, told).await;
        let mediator = site.person(Role::Mediator);
        for case in [told, silent] {
            let close = json!({
                "result": "failed", "reason": "差距太大", "body": "柳江区劳动人事争议仲裁院", "address": "虚设路2号", "phone": "0772-3211234",
                "limitation": site.house.app.clock.now().day().plus(300).to_string(), "both_told": true,
            });
            site.act(&mediator, case, Act::Close, close).await;
        }
        let app = &site.house.app;
        let closed = app.clock.now().day();
        assert_eq!(once(app, Job::DestroyVaultKeys).await.unwrap(), 0, "not yet");
        let later = |years: i32| Moment::at(domain::kernel::Day::of(closed.year() + years, closed.month(), closed.day()).unwrap(), 10, 0);
        site.house.clock.set(Moment(later(5).0 - 24 * 3_600_000));
        assert_eq!(once(app, Job::DestroyVaultKeys).await.unwrap(), 0, "not a day early");
        site.house.clock.set(later(5));
        assert_eq!(once(app, Job::DestroyVaultKeys).await.unwrap(), 2, "both cases, whatever their vaults hold");
        assert_eq!(once(app, Job::DestroyVaultKeys).await.unwrap(), 0, "once");

        let cx = app.by(site.person(Role::Director));
        let last = |events: Vec<domain::case::Recorded>| events.last().map(|one| (one.event.name(), one.event.payload().unwrap().to_string(), one.at)).unwrap();
        let (one, other) = (app::case::events(&cx, told).await.unwrap(), app::case::events(&cx, silent).await.unwrap());
        assert_eq!(last(one), last(other));
        let view = app::vault::open(&app.by(mediator.clone()), told).await.unwrap();
        assert!(view.said.len() == 1 && view.said[0].text.is_none() && !view.open, "nothing opens it any more");
        let reader = app.store.read();
        let keys = reader.scalar_i64("select cast(count(*) as bigint) from vault_case where key_sealed is not null", Vec::new()).await.unwrap();
        assert_eq!(keys, 0);
        let mut report = store::vault::entry::VaultReport::default();
        store::vault::entry::verify(&reader, None, 100, &mut report).await.unwrap();
        assert!(report.broken.is_empty(), "the chain still holds");
        let form = asked(site.station, &parties(&site, told).await, &closed.to_string());
        assert!(matches!(ask(&site, told, entry, &form).await, Err(app::Error::Refused(refusal)) if refusal.reason == Reason::VaultOver));
    })
    .await;
}
