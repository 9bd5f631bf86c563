//! The dossier as it leaves the house: issued papers as they went out, the folder with its hashes, papers with a form of their own, papers for
//! one party, a stack for many, the package of a way, and what the check of a draft tells.

use std::collections::BTreeMap;
use std::io::Read as _;

use app::document::check::hash_of;
use axum::http::StatusCode;
use domain::access::Role;
use domain::case::Act;
use domain::kernel::id::{CaseId, PaperId};
use serde_json::json;
use testkit::engines::each_engine;
use testkit::site::{Client, Site, application};

use crate::paper::{Now as _, Story};

async fn view(site: &Site, case: CaseId) -> app::case::CaseView {
    app::case::show(&site.house.app.by(site.person(Role::Mediator)), case).await.unwrap()
}

/// Issues a paper with these fields; gives the address of its page.
async fn issue(site: &Site, client: &Client, case: CaseId, kind: &str, fields: &[(&str, &str)]) -> String {
    let version = view(site, case).await.case.version.to_string();
    let once = format!("{kind}-{version}");
    let mut all = vec![("_version", version.as_str()), ("once", once.as_str())];
    all.extend_from_slice(fields);
    let answer = client.post(&format!("/cases/{case}/papers/{kind}/issue"), &all).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location.unwrap().split('?').next().unwrap().to_owned()
}

fn unzipped(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let read = |name: &String| {
        let mut bytes = Vec::new();
        archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        (name.clone(), bytes)
    };
    names.iter().map(read).collect()
}

#[tokio::test]
async fn the_folder_of_a_dossier_holds_what_was_issued_byte_for_byte_and_proves_it() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let clerk = site.client(Role::Clerk).await;
        issue(&site, &clerk, case, "rights_notice", &[]).await;
        let cx = site.house.app.by(site.person(Role::Mediator));
        let first = app::document::folder(&cx, case).await.unwrap();
        assert!(first.zip == app::document::folder(&cx, case).await.unwrap().zip, "the same dossier gives the same bytes");
        let files = unzipped(first.zip);
        let paper = view(&site, case).await.case.papers[0].clone();
        let issued = files.iter().find(|(name, _)| name.contains("权利义务告知书")).unwrap();
        assert_eq!(hash_of(issued.1), paper.sha256, "the very file that was issued");
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!((names[0], names[names.len() - 1]), ("000 卷内目录.xlsx", "SHA256SUMS"));
        let sums = String::from_utf8(files["SHA256SUMS"].clone()).unwrap();
        assert_eq!(sums.lines().count(), files.len() - 1);
        for line in sums.lines() {
            let (hash, name) = line.split_once("  ").unwrap();
            assert_eq!(hash_of(&files[name]), hash, "{name}");
        }
        // In the bound dossier it is the issued file too: the case has changed since, its page has not.
        site.house.clock.later(3 * 24 * 60);
        let bound = app::document::bound(&site.house.app.by(site.person(Role::Mediator)), case).await.unwrap();
        assert!(bound.pdf.starts_with(b"%PDF-"));
        let path = format!("/cases/{case}/dossier.zip");
        let clerk = site.client(Role::Clerk).await;
        assert_eq!(clerk.get(&path).await.content_type, "application/zip");
        assert_eq!(site.client(Role::Statistician).await.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.login("street_mediator").await.get(&path).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_paper_with_a_form_keeps_what_was_filled_in_and_is_corrected_from_it() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let mediator = site.client(Role::Mediator).await;
        let path = format!("/cases/{case}/papers/disclosure");
        let empty = mediator.get(&path).await.body;
        assert!(empty.contains("name=\"relations\"") && empty.contains("编号并出具"), "{empty}");
        let told = "与双方当事人没有亲属关系";
        let seen = mediator.post(&path, &[("relations", told)]).await;
        assert!(seen.status == StatusCode::OK && seen.body.matches(told).count() >= 2, "in the form and on the paper: {}", seen.body);
        let printed = mediator.post(&format!("{path}/pdf"), &[("relations", told)]).await;
        assert_eq!((printed.status, printed.content_type.as_str()), (StatusCode::OK, "application/pdf"));
        let wrong = mediator.post(&path, &[("day", "2026-02-30")]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("2026-02-30"), "what was typed stays");

        let first = issue(&site, &mediator, case, "disclosure", &[("relations", told), ("applicant_agrees", "on")]).await;
        let id: PaperId = first.rsplit('/').next().unwrap().parse().unwrap();
        let page = mediator.get(&first).await.body;
        let again = format!("{path}?correct={id}");
        assert!(page.contains(&again), "{page}");
        let form = mediator.get(&again).await.body;
        assert!(form.contains(told) && form.contains("为什么更正"), "{form}");
        let bare = [("_correct", id.to_string()), ("relations", "与被申请人的经办人是同学".to_owned())];
        let bare: Vec<(&str, &str)> = bare.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = mediator.post(&format!("{path}/issue"), &bare).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("为什么更正"), "{}", refused.body);
        let mut full = bare.clone();
        full.push(("_reason", "漏写了同学关系"));
        let second = issue(&site, &mediator, case, "disclosure", &full).await;
        let papers = view(&site, case).await.case.papers;
        assert_eq!((papers.len(), papers[1].version, papers[1].number == papers[0].number), (2, 2, true));
        let second: PaperId = second.rsplit('/').next().unwrap().parse().unwrap();
        let cx = site.house.app.by(site.person(Role::Mediator));
        let kept = app::document::issued::answers(&cx, case, second).await.unwrap();
        assert_eq!(kept["relations"], "与被申请人的经办人是同学");
        // Corrected without anything typed anew: what was filled in before stays on it.
        site.house.clock.later(24 * 60);
        site.act(&site.person(Role::Mediator), case, Act::Correct, json!({ "paper": second.to_string(), "reason": "日期有误" })).await;
        let third = view(&site, case).await.case.papers[2].clone();
        assert_eq!(app::document::issued::answers(&cx, case, third.id).await.unwrap()["relations"], "与被申请人的经办人是同学");
    })
    .await;
}

#[tokio::test]
async fn a_paper_for_one_party_is_issued_for_that_party_and_printed_for_all() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let mut many = application();
        for name in ["覃小满", "罗大有"] {
            many["applicants"].as_array_mut().unwrap().push(json!({ "name": name, "phone": "19900000009" }));
        }
        let case = site.mediating_as(&many).await;
        let mediator = site.client(Role::Mediator).await;
        let path = format!("/cases/{case}/papers/recusal_request");
        assert!(mediator.get(&format!("/cases/{case}?tab=papers")).await.body.contains(&path));
        let choose = mediator.get(&path).await.body;
        assert!(choose.contains("覃小满") && choose.contains(&format!("{path}/stack")) && choose.contains("3 名劳动者"), "{choose}");
        let parties = view(&site, case).await.parties;
        let (first, second) = (parties[0].id.to_string(), parties[1].id.to_string());
        let fields = |party: &'static str| {
            [("_party", party), ("mediator", "某某"), ("ground", "relation"), ("reason", "经办人是调解员的亲戚"), ("day", "2026-11-20")]
        };
        let (first, second): (&'static str, &'static str) = (first.leak(), second.leak());
        issue(&site, &mediator, case, "recusal_request", &fields(first)).await;
        issue(&site, &mediator, case, "recusal_request", &fields(second)).await;
        let papers = view(&site, case).await.case.papers;
        assert_eq!(papers.iter().map(|paper| paper.subject.as_deref()).collect::<Vec<_>>(), [Some(first), Some(second)]);
        let twice = mediator.post(&format!("{path}/issue"), &fields(first)).await;
        assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.body.contains("已经出具过"), "{}", twice.body);
        let stranger = mediator.get(&format!("{path}?party=party_01890000-0000-7000-8000-000000000000")).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);

        let stack = mediator.get(&format!("{path}/stack")).await;
        assert_eq!((stack.status, stack.content_type.as_str()), (StatusCode::OK, "application/pdf"));
        assert_eq!(mediator.get(&format!("/cases/{case}/papers/disclosure/stack")).await.status, StatusCode::NOT_FOUND, "not for a party");
        assert_eq!(site.login("street_mediator").await.get(&format!("{path}/stack")).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn the_package_of_a_way_is_one_file_and_the_check_of_a_draft_stands_in_a_block() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let story = Story { site: &site, case: site.mediating().await };
        story.session("agreed").await;
        let mediator = site.client(Role::Mediator).await;
        let seen = story.view().await;
        let today = site.house.clock_now().day();
        let (worker, employer, claim) = (seen.parties[0].id.to_string(), seen.parties[1].id.to_string(), seen.claims[0].id.to_string());
        let due = today.plus(500).to_string();
        let fields = [
            ("facts", "两个月工资没有发。"),
            ("copies", "3"),
            ("agreed[0][claim]", claim.as_str()),
            ("agreed[0][amount]", "27600.00"),
            ("obligations[0][kind]", "pay"),
            ("obligations[0][payer]", employer.as_str()),
            ("obligations[0][payee]", worker.as_str()),
            ("obligations[0][amount]", "27600.00"),
            ("obligations[0][due]", due.as_str()),
            ("obligations[0][way]", "转入工资卡"),
        ];
        let warned = mediator.post(&format!("/cases/{}/acts/agreement.draft", story.case), &fields).await;
        assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(warned.body.contains("起草检查提醒 1 处") && warned.body.contains("要核对"), "{}", warned.body);

        story.draft().await;
        story.sign_all().await;
        let path = format!("/cases/{}/ways/confirmation", story.case);
        assert!(mediator.get(&path).await.body.contains(&format!("{path}/pdf")));
        let package = mediator.get(&format!("{path}/pdf")).await;
        assert_eq!((package.status, package.content_type.as_str()), (StatusCode::OK, "application/pdf"));
        assert_eq!(site.client(Role::Statistician).await.get(&format!("{path}/pdf")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(mediator.get(&format!("/cases/{}/ways/nonsense/pdf", story.case)).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
