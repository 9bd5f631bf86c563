//! Issued papers over HTTP: issued once however often the form is sent, kept as issued, checked by whoever holds the paper.

use std::sync::Arc;

use app::document::model::{Binder, Paper, Press, PressError, Sheet};
use axum::http::StatusCode;
use domain::access::Role;
use domain::case::Act;
use domain::document::PaperState;
use domain::kernel::id::CaseId;
use serde_json::json;
use testkit::engines::each_engine;
use testkit::site::{Client, Site};
use tokio::task::JoinSet;

async fn version(site: &Site, case: CaseId) -> String {
    app::case::show(&site.house.app.by(site.person(Role::Director)), case).await.unwrap().case.version.to_string()
}

async fn issue(site: &Site, client: &Client, case: CaseId, kind: &str, once: &str) -> String {
    let version = version(site, case).await;
    let answer = client.post(&format!("/cases/{case}/papers/{kind}/issue"), &[("_version", &version), ("once", once)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location.unwrap().split('?').next().unwrap().to_owned()
}

/// What stands in a page between two texts.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    page.split_once(from).unwrap().1.split_once(to).unwrap().0
}

#[tokio::test]
async fn a_form_sent_twice_issues_one_paper_and_the_file_stays_as_it_was() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let clerk = site.client(Role::Clerk).await;
        let preview = clerk.get(&format!("/cases/{case}/papers/acceptance_notice")).await.body;
        assert!(preview.contains("编号并出具"), "{preview}");
        let first = issue(&site, &clerk, case, "acceptance_notice", "mark-1").await;
        assert_eq!(issue(&site, &clerk, case, "acceptance_notice", "mark-1").await, first);
        let page = clerk.get(&first).await.body;
        assert!(page.contains("柳江劳人调受〔2026〕1号") && page.contains("有效"), "{page}");
        let before = clerk.get(&format!("{first}/pdf")).await;
        assert_eq!((before.status, before.content_type.as_str()), (StatusCode::OK, "application/pdf"));
        // Whatever happens to the case afterwards, the file is the one that went out.
        site.act(&site.person(Role::Clerk), case, Act::Note, json!({ "text": "备注" })).await;
        site.house.clock.later(60);
        assert!(clerk.get(&format!("{first}/pdf")).await.body == before.body, "the file changed");
        let again = clerk.get(&format!("/cases/{case}/papers/acceptance_notice")).await.body;
        assert!(again.contains("已经出具过") && !again.contains("编号并出具"));
        let version = version(&site, case).await;
        let other =
            clerk.post(&format!("/cases/{case}/papers/acceptance_notice/issue"), &[("_version", &version), ("once", "mark-2")]).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(other.body.contains("已经出具过"), "{}", other.body);
        let stale = clerk.post(&format!("/cases/{case}/papers/rights_notice/issue"), &[("_version", "1"), ("once", "mark-3")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn who_holds_the_paper_sees_whether_it_is_valid_and_nobody_else_learns_anything() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let clerk = site.client(Role::Clerk).await;
        let first = issue(&site, &clerk, case, "acceptance_notice", "mark-1").await;
        let page = clerk.get(&first).await.body;
        let code = between(&page, "校验码　<b>", "</b>").to_owned();
        let guest = site.guest();
        let number = web::guard::percent("柳江劳人调受〔2026〕1号");
        let valid = guest.get(&format!("/check?n={number}&c={code}")).await;
        assert_eq!(valid.status, StatusCode::OK);
        assert!(valid.body.contains("有效") && valid.body.contains("受理通知书"), "{}", valid.body);
        assert!(!valid.body.contains("韦䶮") && !valid.body.contains("鼎禾"), "no personal data");
        // A wrong code, and a number that does not exist, are answered alike.
        let wrong = guest.get(&format!("/check?n={number}&c=k7mp-x3qd-9wte")).await.body;
        let unknown = guest.get("/check?n=9999&c=k7mp-x3qd-9wte").await.body;
        assert_eq!(wrong.replace("柳江劳人调受〔2026〕1号", "9999"), unknown);
        assert!(!wrong.contains("柳江区劳动人事争议多元调解中心"));
        // A correction: the old paper says so.
        site.house.clock.later(60);
        let paper = first.rsplit('/').next().unwrap().to_owned();
        site.act(&site.person(Role::Clerk), case, Act::Correct, json!({ "paper": paper, "reason": "地址有误" })).await;
        let corrected = guest.get(&format!("/check?n={number}&c={code}")).await.body;
        assert!(corrected.contains("已被更正") && corrected.contains("第2版替代"), "{corrected}");
        let view = app::case::show(&site.house.app.by(site.person(Role::Clerk)), case).await.unwrap();
        let states: Vec<_> = view.case.papers.iter().map(|paper| (paper.version, paper.state)).collect();
        assert_eq!(states, [(1, PaperState::Corrected), (2, PaperState::Valid)]);
        let second = view.case.papers[1].id;
        site.act(&site.person(Role::Clerk), case, Act::Withdraw, json!({ "paper": second.to_string(), "reason": "发错了" })).await;
        let newest = clerk.get(&format!("/cases/{case}/issued/{second}")).await.body;
        let code = between(&newest, "校验码　<b>", "</b>").to_owned();
        assert!(guest.get(&format!("/check?n={number}&c={code}")).await.body.contains("已撤回"));
    })
    .await;
}

#[tokio::test]
async fn a_file_is_compared_with_the_one_that_went_out() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let clerk = site.client(Role::Clerk).await;
        let first = issue(&site, &clerk, case, "rights_notice", "mark-1").await;
        let page = clerk.get(&first).await.body;
        let (code, number) = (between(&page, "校验码　<b>", "</b>"), between(&page, "<dt>编号</dt><dd>", "</dd>"));
        let paper = first.rsplit('/').next().unwrap().parse().unwrap();
        let cx = site.house.app.by(site.person(Role::Clerk));
        let (_, pdf) = app::document::issued::kept(&cx, case, paper, "pdf").await.unwrap();
        for (bytes, said) in [(pdf.clone(), "完全一样"), ([pdf.as_slice(), b"x"].concat(), "不一样")] {
            let answer = site.guest().post_raw("/check", "multipart/form-data; boundary=B", multipart(number, code, &bytes)).await;
            assert!(answer.body.contains(said), "{}", answer.body);
        }
    })
    .await;
}

fn multipart(number: &str, code: &str, bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in [("n", number), ("c", code)] {
        body.extend(format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    body.extend(b"--B\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"a.pdf\"\r\n\r\n");
    body.extend(bytes);
    body.extend(b"\r\n--B--\r\n");
    body
}

#[tokio::test]
async fn guessing_codes_is_slowed_down() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let guest = site.guest();
        for n in 0..30 {
            assert_eq!(guest.get(&format!("/check?n=1&c=aaaa-{n:04}")).await.status, StatusCode::OK);
        }
        assert_eq!(guest.get("/check?n=1&c=aaaa-bbbb").await.status, StatusCode::TOO_MANY_REQUESTS);
        site.house.clock.later(11);
        assert_eq!(guest.get("/check?n=1&c=aaaa-bbbb").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn a_paper_left_at_the_door_is_served_by_its_own_rule() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let clerk = site.client(Role::Clerk).await;
        let first = issue(&site, &clerk, case, "acceptance_notice", "mark-1").await;
        let paper = first.rsplit('/').next().unwrap().to_owned();
        let form = clerk.get(&format!("/cases/{case}/acts/document.serve?paper={paper}")).await.body;
        assert!(form.contains("柳江劳人调受〔2026〕1号"), "{form}");
        let view = app::case::show(&site.house.app.by(site.person(Role::Clerk)), case).await.unwrap();
        let (party, day, version) =
            (view.parties[1].id.to_string(), site.house.app.clock.now().day().to_string(), view.case.version.to_string());
        let serve = |means: &'static str| {
            vec![
                ("_version", version.clone()),
                ("paper", paper.clone()),
                ("party", party.clone()),
                ("means", means.to_owned()),
                ("day", day.clone()),
            ]
        };
        let post = async |fields: Vec<(&str, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            clerk.post(&format!("/cases/{case}/acts/document.serve"), &fields).await
        };
        let refused = post(serve("left")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("照片或者录像"), "{}", refused.body);
        let electronic = post(serve("electronic")).await;
        assert!(electronic.body.contains("还没有确认同意电子送达"));
        assert_eq!(post(serve("handed")).await.status, StatusCode::SEE_OTHER);
        let page = clerk.get(&first).await.body;
        assert!(page.contains("当面交付") && page.contains("还没有送达：韦䶮"), "{page}");
    })
    .await;
}

/// A press that sets nothing: the number and the code only.
struct Plain;

impl Press for Plain {
    fn pdf(&self, paper: &Paper) -> Result<Vec<u8>, PressError> {
        Ok(format!("{:?} {:?}", paper.number, paper.check).into_bytes())
    }
    fn docx(&self, paper: &Paper) -> Result<Vec<u8>, PressError> {
        self.pdf(paper)
    }
    fn binder(&self, _: &Binder) -> Result<Vec<u8>, PressError> {
        Ok(Vec::new())
    }
    fn xlsx(&self, _: &Sheet) -> Result<Vec<u8>, PressError> {
        Ok(Vec::new())
    }
    fn qr(&self, _: &str) -> Result<String, PressError> {
        Ok(String::new())
    }
    fn folder(&self, _: &[(String, Vec<u8>)]) -> Result<Vec<u8>, PressError> {
        Ok(Vec::new())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_issuers_at_once_leave_no_gap_and_no_double() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let cases = [site.mediating().await, site.mediating_another().await];
        // Four processes that know nothing of each other.
        let houses: Vec<_> =
            (0..4).map(|_| app::App { press: Arc::new(Plain), issuing: Arc::default(), ..site.house.app.clone() }).collect();
        let mut issuers = JoinSet::new();
        for n in 0..64_usize {
            let (cx, case) = (houses[n % 4].by(site.person(Role::Clerk)), cases[n % 2]);
            let form = json!({ "kind": "acceptance_notice", "subject": n.to_string(), "once": n.to_string() });
            let command = Act::Issue.read(&form).unwrap();
            issuers.spawn(async move { app::case::act(&cx, case, None, command).await.map(drop) });
        }
        while let Some(issued) = issuers.join_next().await {
            issued.unwrap().unwrap();
        }
        let mut serials: Vec<i64> = Vec::new();
        for case in &cases {
            let view = app::case::show(&site.house.app.by(site.person(Role::Director)), *case).await.unwrap();
            for paper in &view.case.papers {
                let cx = site.house.app.by(site.person(Role::Clerk));
                let (row, bytes) = app::document::issued::kept(&cx, *case, paper.id, "pdf").await.unwrap();
                assert!(String::from_utf8(bytes).unwrap().contains(&row.number), "the number on the paper is the number of the paper");
                serials.push(row.serial);
            }
        }
        serials.sort_unstable();
        assert_eq!(serials, (1..=64).collect::<Vec<i64>>());
    })
    .await;
}
