//! Dossiers whose time is over: the list, the four hands, and that nothing but the record is left.

use app::case::disposal::{Filter, Which};
use axum::http::StatusCode;
use domain::access::Role;
use domain::case::Act;
use domain::closing::DisposalState;
use domain::kernel::{Day, Moment};
use serde_json::json;
use store::case::log::{ChainReport, verify};
use store::{Query as _, values};
use testkit::engines::each_engine;
use testkit::site::Site;

use crate::paper::{Now as _, Story};

/// A case that failed and was filed, to be kept for a year; with a file, an issued paper and words.
async fn filed(site: &Site) -> Story<'_> {
    let story = Story { site, case: site.mediating().await };
    story.session("not_agreed").await;
    site.act(&site.person(Role::Clerk), story.case, Act::Issue, json!({ "kind": "rights_notice" })).await;
    attach(site, &story).await;
    let close = json!({ "result": "withdrawn", "reason": "申请人自己撤回。", "both_told": "on" });
    story.act(Role::Mediator, Act::Close, close).await;
    story.visits().await;
    let archive = json!({
        "volume": "2026-劳调-001", "place": "档案室 3 柜", "keep_years": "1", "items": [{ "title": "受理登记表", "pages": "2" }],
    });
    story.act(Role::Clerk, Act::Archive, archive).await;
    story
}

async fn attach(site: &Site, story: &Story<'_>) {
    use app::case::upload::{Upload, attach};
    use domain::case::note::FileKind;
    use domain::kernel::Line;
    let upload = Upload {
        name: "证据.txt".into(),
        bytes: "考勤记录：韦䶮".into(),
        kind: FileKind::Evidence,
        title: Line::new("韦䶮的考勤").unwrap(),
    };
    attach(&site.house.app.by(site.person(Role::Clerk)), story.case, None, upload).await.unwrap();
}

async fn count(site: &Site, sql: &str, case: domain::kernel::id::CaseId) -> i64 {
    site.house.app.store.read().scalar_i64(sql, values![case]).await.unwrap()
}

#[tokio::test]
async fn a_dossier_is_destroyed_by_four_hands_and_only_its_record_is_left() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let story = filed(&site).await;
        let case = story.case;
        let (clerk, director) = (site.client(Role::Clerk).await, site.client(Role::Director).await);
        let page = format!("/cases/{case}");
        let act = |act: Act| format!("/cases/{case}/acts/{act}");

        // Not before its time: neither in the list nor by the act.
        assert!(!clerk.get("/disposal").await.body.contains(&page));
        let early = clerk.post(&act(Act::ProposeDisposal), &[("reason", "柜子满了")]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.body.contains("还没有届满"), "{}", early.body);

        let keep_until = story.view().await.case.archive.unwrap().keep_until;
        site.house.clock.set(Moment::at(keep_until.plus(1), 9, 0));
        let (clerk, director) = { drop((clerk, director)); (site.client(Role::Clerk).await, site.client(Role::Director).await) };
        assert!(clerk.get("/desk").await.body.contains("1 卷档案保管期满"));
        let listed = clerk.get("/disposal").await;
        assert!(listed.body.contains(&act(Act::ProposeDisposal)) && listed.body.contains("2026-劳调-001"), "{}", listed.body);
        assert!(!clerk.get("/disposal?kind=collective").await.body.contains(&page));

        let proposed = clerk.post(&act(Act::ProposeDisposal), &[("reason", "保管期满，没有后续程序")]).await;
        assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.body);
        assert_eq!(clerk.post(&act(Act::DecideDisposal), &[("decision", "approve"), ("reason", "同意")]).await.status, StatusCode::NOT_FOUND);
        let decided = director.post(&act(Act::DecideDisposal), &[("decision", "approve"), ("reason", "同意鉴定意见")]).await;
        assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.body);

        let issued = story.view().await.case.papers.first().unwrap().clone();
        let today = site.house.clock_now().day().to_string();
        let fields = [("day", today.as_str()), ("means", "shredded"), ("place", "区档案馆"), ("first_witness", "韦春山"), ("second_witness", "罗小满")];
        let destroyed = clerk.post(&act(Act::Destroy), &fields).await;
        assert_eq!(destroyed.status, StatusCode::SEE_OTHER, "{}", destroyed.body);

        let shown = clerk.get(&page).await;
        assert!(shown.body.contains("这份卷宗已经销毁") && shown.body.contains("韦春山"), "{}", shown.body);
        for gone in ["两个月工资都没有发", "韦䶮的考勤", "申请人自己撤回", "望江安置房", "/dossier"] {
            assert!(!shown.body.contains(gone), "{gone} is still shown");
        }
        for path in ["/dossier", "/papers/register", "/papers/catalogue/pdf"] {
            assert_eq!(clerk.get(&format!("{page}{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(clerk.get(&format!("{page}/issued/{}/pdf", issued.id)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(clerk.get(&format!("{page}/issued/{}", issued.id)).await.status, StatusCode::OK, "number and hash stay");

        // Nothing of it is left in the tables; the chain holds; the line of the ledger stays.
        for (what, sql) in [
            ("file", "select cast(count(*) as bigint) from stored_file where case_id = $1 and (length(bytes) > 0 or name <> '')"),
            ("paper", "select cast(count(*) as bigint) from issued_file f join issued_paper p on p.id = f.paper where p.case_id = $1 and length(f.bytes) > 0"),
            ("message", "select cast(count(*) as bigint) from outbox where case_id = $1 and text <> ''"),
            ("key", "select cast(count(*) as bigint) from vault_case where case_id = $1 and destroyed_at is null"),
        ] {
            assert_eq!(count(&site, sql, case).await, 0, "{what}");
        }
        assert_eq!(count(&site, "select cast(count(*) as bigint) from case_words where case_id = $1 and text <> ''", case).await, 5);
        let mut report = ChainReport::default();
        verify(&site.house.app.store.read(), None, 9, &mut report).await.unwrap();
        assert!(report.broken.is_empty() && report.cases == 1, "{report:?}");
        assert!(clerk.get("/ledger").await.body.contains("韦䶮"));
        assert!(!clerk.get("/search?q=韦䶮").await.body.contains(&page), "it can't be found by its words");

        // The check page still knows the paper by its number and code.
        let code = { let reader = site.house.app.store.read(); store::document::paper::find(&reader, issued.id).await.unwrap().unwrap().code };
        let checked = app::document::check::check(&site.house.app, "10.0.0.1", &issued.number, &code).await.unwrap().unwrap();
        assert_eq!(checked.sha256, issued.sha256);

        let sheet = director.get("/disposal.xlsx?state=destroyed").await;
        assert_eq!((sheet.status, sheet.content_type.contains("spreadsheetml")), (StatusCode::OK, true));
        let log = site.client(Role::Auditor).await;
        for deed in ["dossier_destroyed", "vault_key_destroyed", "disposal_exported"] {
            assert_eq!(log.get(&format!("/audit?deed={deed}")).await.body.matches("<time datetime").count(), 1, "{deed}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_list_of_what_may_go_reaches_as_far_as_the_office() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let story = filed(&site).await;
        for role in Role::ALL.iter().copied().filter(|role| *role != Role::System) {
            let status = site.client(role).await.get("/disposal").await.status;
            let may = matches!(role, Role::Clerk | Role::Director);
            assert_eq!(status, if may { StatusCode::OK } else { StatusCode::NOT_FOUND }, "{role}");
        }
        let kept = Filter { which: Which::In(DisposalState::Kept), kind: None };
        let cx = site.house.app.by(site.person(Role::Clerk));
        assert_eq!(app::case::disposal::count(&cx, kept).await.unwrap(), 1);
        let mut elsewhere = site.person(Role::Clerk);
        elsewhere.grants[0].office = site.station;
        let cx = site.house.app.by(elsewhere);
        assert_eq!(app::case::disposal::count(&cx, kept).await.unwrap(), 0, "another window's archive");
        assert!(app::case::disposal::page(&cx, kept, None).await.unwrap().rows.is_empty());
        let mediator = site.client(Role::Mediator).await;
        let path = format!("/cases/{}/acts/{}", story.case, Act::KeepLonger);
        assert_eq!(mediator.get(&path).await.status, StatusCode::NOT_FOUND);
        let until: Day = story.view().await.case.archive.unwrap().keep_until.plus(365);
        let until = until.to_string();
        let longer = site.client(Role::Director).await.post(&path, &[("until", until.as_str()), ("reason", "巡察组调阅")]).await;
        assert_eq!(longer.status, StatusCode::SEE_OTHER, "{}", longer.body);
        assert_eq!(story.view().await.case.archive.unwrap().keep_until.to_string(), until);
    })
    .await;
}
