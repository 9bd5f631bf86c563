//! Signing over HTTP: on the officer's screen, at a distance by a code, the seal over the whole; and nobody else's hand.

use axum::http::StatusCode;
use domain::access::Role;
use domain::agreement::Signer;
use domain::case::Act;
use domain::kernel::id::CaseId;
use serde_json::{Value, json};
use store::values;
use testkit::engines::each_engine;
use testkit::site::{Answer, Client, Site};

/// A hand on the screen.
fn strokes() -> String {
    let stroke = |x: u16| (0..20).map(|n| (x + n * 9, 120 + n, u32::from(n) * 16)).collect::<Vec<(u16, u16, u32)>>();
    serde_json::to_string(&[stroke(100), stroke(400)]).unwrap()
}

struct Table {
    site: Site,
    case: CaseId,
    mediator: Client,
    /// The page of the issued agreement.
    paper: String,
}

impl Table {
    /// A drafted agreement whose paper was issued.
    async fn laid(site: Site) -> Self {
        let mut application = testkit::site::application();
        application["applicants"][0]["address"] = "柳州市柳江区进德镇".into();
        application["respondents"][0]["address"] = "柳州市柳江区虚设路8号".into();
        application["respondents"][0]["legal_representative"] = "覃有福".into();
        let case = site.mediating_as(&application).await;
        let person = site.person(Role::Mediator);
        let view = app::case::show(&site.house.app.by(person.clone()), case).await.unwrap();
        let today = site.house.app.clock.now().day();
        site.act(
            &person,
            case,
            Act::Draft,
            json!({
                "facts": "两个月工资没有发。", "copies": "3", "agreed": [{ "claim": view.claims[0].id.to_string(), "amount": "27600.00" }],
                "obligations": [{ "kind": "pay", "payer": view.parties[1].id.to_string(), "payee": view.parties[0].id.to_string(),
                    "amount": "27600.00", "due": today.plus(9).to_string(), "way": "转入工资卡" }],
            }),
        )
        .await;
        let mediator = site.client(Role::Mediator).await;
        let version = app::case::show(&site.house.app.by(person), case).await.unwrap().case.version.to_string();
        let issued = mediator.post(&format!("/cases/{case}/papers/agreement/issue"), &[("_version", &version), ("once", "a-1")]).await;
        assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.body);
        let paper = issued.location.unwrap().split('?').next().unwrap().to_owned();
        Self { site, case, mediator, paper }
    }

    async fn view(&self) -> app::case::CaseView {
        app::case::show(&self.site.house.app.by(self.site.person(Role::Mediator)), self.case).await.unwrap()
    }

    async fn sha256(&self) -> String {
        self.view().await.case.papers[0].sha256.clone()
    }

    async fn sign(&self, hand: &str, strokes: &str) -> Answer {
        let (version, shown) = (self.view().await.case.version.to_string(), self.sha256().await);
        let fields = [("_version", version.as_str()), ("shown", &shown), ("hand", hand), ("strokes", strokes)];
        self.mediator.post(&format!("{}/sign", self.paper), &fields).await
    }

    /// The link that goes to a party's telephone.
    async fn link(&self, party: &str) -> String {
        let page = self.mediator.post(&format!("{}/invite", self.paper), &[("party", party)]).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        app::jobs::once(&self.site.house.app, app::jobs::Job::SendMessages).await.unwrap();
        let sent = self.site.house.sent.messages();
        let text = &sent.iter().rev().find(|message| message.text.contains("/sign/")).unwrap().text;
        let start = text.find("/sign/").unwrap();
        text[start..].split_whitespace().next().unwrap().to_owned()
    }

    fn code(&self) -> String {
        let sent = self.site.house.sent.messages();
        let message = sent.iter().rev().find(|message| message.secret).unwrap();
        message.text.split(' ').next().unwrap().to_owned()
    }
}

#[tokio::test]
async fn everybody_signs_the_very_bytes_that_are_kept_and_the_seal_closes_the_whole() {
    each_engine(|store| {
        Box::pin(async move {
            let table = Table::laid(Site::open(store).await).await;
            let view = table.view().await;
            let (worker, employer) = (view.parties[0].id.to_string(), view.parties[1].id.to_string());
            let form = table.mediator.get(&format!("{}/sign", table.paper)).await.body;
            assert!(form.contains("data-sign") && form.contains(&table.sha256().await) && form.contains("韦䶮"), "{form}");

            // Nothing drawn, a slip of the finger, another paper than the one shown.
            for drawn in ["", "[[[1,1,0]]]", "nonsense"] {
                let refused = table.sign(&worker, drawn).await;
                assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
                assert!(refused.body.contains("没有看到签名"), "{}", refused.body);
            }
            let other = [("_version", "1"), ("shown", "00"), ("hand", worker.as_str()), ("strokes", &strokes())];
            assert_eq!(table.mediator.post(&format!("{}/sign", table.paper), &other).await.status, StatusCode::CONFLICT);
            let early = table.sign("organisation", "").await;
            assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("盖章"), "{}", early.body);

            assert_eq!(table.sign(&worker, &strokes()).await.status, StatusCode::SEE_OTHER);
            // The employer is not here: a link and a code to its own telephone.
            let link = table.link(&employer).await;
            let guest = table.site.guest();
            let page = guest.get(&link).await;
            assert!(page.status == StatusCode::OK && page.body.contains("调解协议书"), "{}", page.body);
            assert!(guest.get(&format!("{link}/pdf")).await.body.starts_with("%PDF"));
            assert_eq!(guest.post(&format!("{link}/code"), &[]).await.status, StatusCode::SEE_OTHER);
            assert_eq!(guest.post(&format!("{link}/code"), &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
            let (code, shown) = (table.code(), table.sha256().await);
            let wrong = if code == "000000" { "000001" } else { "000000" };
            let refused = guest.post(&link, &[("code", wrong), ("shown", &shown), ("strokes", "")]).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("验证码不对"), "{}", refused.body);
            let done = guest.post(&link, &[("code", &code), ("shown", &shown), ("strokes", &strokes())]).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
            assert!(guest.get(&link).await.body.contains("已经签署"));
            let again = guest.post(&link, &[("code", &code), ("shown", &shown), ("strokes", "")]).await;
            assert_eq!(again.status, StatusCode::CONFLICT);

            assert_eq!(table.sign("mediator", &strokes()).await.status, StatusCode::SEE_OTHER);
            let page = table.mediator.get(&table.paper).await.body;
            assert!(page.contains("凭短信验证码远程签署") && page.contains("还没有签："), "{page}");
            let sealed = table.sign("organisation", "").await;
            assert_eq!(sealed.status, StatusCode::SEE_OTHER, "{}", sealed.body);

            let case = table.view().await.case;
            assert!(case.agreement.as_ref().unwrap().in_force.is_some());
            let hands: Vec<Signer> = case.papers[0].signatures.iter().map(|one| one.signer).collect();
            assert_eq!(hands, [Signer::Party, Signer::Party, Signer::Mediator, Signer::Organisation]);
            let page = table.mediator.get(&table.paper).await.body;
            assert!(
                page.contains("各方都已签署") && page.contains("已签署的整份文件") && !page.contains("acts/document.correct"),
                "{page}"
            );
            assert!(table.mediator.get(&format!("{}/signed", table.paper)).await.body.starts_with("%PDF"));
            let first = case.papers[0].signatures[0].id;
            let picture = table.mediator.get(&format!("{}/hands/{first}", table.paper)).await;
            assert!(picture.content_type == "image/svg+xml" && picture.body.contains("<path"), "{}", picture.body);
            let report = app::document::sign::verify(&table.site.house.app).await.unwrap();
            assert_eq!((report.signatures, report.broken), (4, Vec::new()));
        })
    })
    .await;
}

#[tokio::test]
async fn a_signature_that_was_touched_is_found_out() {
    each_engine(|store| async move {
        let table = Table::laid(Site::open(store).await).await;
        let worker = table.view().await.parties[0].id.to_string();
        assert_eq!(table.sign(&worker, &strokes()).await.status, StatusCode::SEE_OTHER);
        let signed = table.view().await.case.papers[0].signatures[0].id;
        let changes = [
            ("update issued_file set bytes = $1", values![vec![1_u8, 2, 3]]),
            ("update paper_signature set picture = $1", values!["<svg/>"]),
            ("update paper_signature set record = $1", values!["{}"]),
        ];
        for (sql, values) in changes {
            let app = table.site.house.app.clone();
            let changed = app
                .store
                .write::<_, app::Error, _>(move |tx| {
                    Box::pin(async move {
                        tx.execute(sql, values).await?;
                        Ok(())
                    })
                })
                .await;
            assert!(changed.is_ok(), "{changed:?}");
            assert_eq!(app::document::sign::verify(&app).await.unwrap().broken, [signed], "{sql}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_code_is_guessed_five_times_and_dies_after_ten_minutes() {
    each_engine(|store| async move {
        let table = Table::laid(Site::open(store).await).await;
        let worker = table.view().await.parties[0].id.to_string();
        let (link, guest, shown) = (table.link(&worker).await, table.site.guest(), table.sha256().await);
        let try_code = async |code: &str| guest.post(&link, &[("code", code), ("shown", &shown), ("strokes", "")]).await;
        assert_eq!(try_code("123456").await.status, StatusCode::UNPROCESSABLE_ENTITY, "before any code was sent");
        guest.post(&format!("{link}/code"), &[]).await;
        let code = table.code();
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for _ in 0..5 {
            assert_eq!(try_code(wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(try_code(&code).await.status, StatusCode::TOO_MANY_REQUESTS, "even the right one, after five wrong ones");
        table.site.house.clock.later(2);
        guest.post(&format!("{link}/code"), &[]).await;
        let code = table.code();
        table.site.house.clock.later(11);
        assert_eq!(try_code(&code).await.status, StatusCode::UNPROCESSABLE_ENTITY, "too old");
        // No page shows a code, and the outbox forgets it.
        let outbox = table.site.client(Role::Director).await.get("/outbox").await.body;
        assert!(outbox.contains("含验证码") && !outbox.contains(&code), "{outbox}");
        let kept: Vec<Value> = store_texts(&table.site).await;
        assert!(kept.iter().all(|text| !text.as_str().unwrap().contains(&code)));
        // A week later the link is dead; a link that never was looks the same.
        table.site.house.clock.later(8 * 24 * 60);
        assert_eq!(guest.get(&link).await.status, StatusCode::NOT_FOUND);
        assert_eq!(guest.get("/sign/0123").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

async fn store_texts(site: &Site) -> Vec<Value> {
    let scope = domain::access::Scope::everything();
    let rows = store::case::outbox::page(&site.house.app.store.read(), &scope, None, 100).await.unwrap();
    rows.into_iter().map(|row| Value::String(row.text)).collect()
}

#[tokio::test]
async fn a_paper_that_was_corrected_is_signed_anew() {
    each_engine(|store| async move {
        let table = Box::pin(Table::laid(Site::open(store).await)).await;
        let worker = table.view().await.parties[0].id.to_string();
        let link = table.link(&worker).await;
        assert_eq!(table.sign(&worker, &strokes()).await.status, StatusCode::SEE_OTHER);
        table.site.house.clock.later(60);
        let paper = table.paper.rsplit('/').next().unwrap().to_owned();
        let form = json!({ "paper": paper, "reason": "账号写错了" });
        table.site.act(&table.site.person(Role::Mediator), table.case, Act::Correct, form).await;
        let case = table.view().await.case;
        assert!(case.agreement.as_ref().unwrap().signatures.is_empty() && case.papers.iter().all(|one| one.signatures.is_empty()));
        let guest = table.site.guest();
        assert!(guest.get(&link).await.body.contains("不能再签"));
        let shown = case.papers[0].sha256.clone();
        assert!(table.sign(&worker, &strokes()).await.status != StatusCode::SEE_OTHER, "the old version");
        let late = guest.post(&link, &[("code", "000000"), ("shown", &shown), ("strokes", "")]).await;
        assert!(late.status.is_client_error(), "{}", late.status);
        let report = app::document::sign::verify(&table.site.house.app).await.unwrap();
        assert_eq!((report.signatures, report.broken.len()), (1, 0), "what was signed once stays proven");
    })
    .await;
}
