//! The yearly appraisal over HTTP (S3-32): figures drawn and not typed, complaints that were looked into, peers of different offices who disagree, the
//! person heard before anything is decided.

use axum::http::StatusCode;
use domain::access::Role;
use domain::case::Act;
use serde_json::json;
use testkit::engines::each_engine;
use testkit::site::{Answer, Client, Site};

use crate::people::{enter, id_of, step, wrong};

/// A mediator of the roster who ended a case this year; gives the person's address, and the number of the case.
async fn mediator(site: &Site, director: &Client) -> (String, String) {
    let case = site.mediating().await;
    let close = json!({
        "result": "failed", "reason": "双方分歧太大。", "body": "柳江区劳动人事争议仲裁院", "address": "虚设路2号", "phone": "0772-3211234",
        "limitation": site.house.app.clock.now().day().plus(300).to_string(), "both_told": true,
    });
    site.act(&site.person(Role::Mediator), case, Act::Close, close).await;
    let (centre, account) = (site.centre.to_string(), site.person(Role::Mediator).account.to_string());
    let person = [("name", "覃美"), ("organisation", centre.as_str()), ("roles[]", "full_time"), ("account", account.as_str())];
    let person = enter(director, "person", &person).await;
    let number = app::case::show(&site.house.app.by(site.person(Role::Director)), case).await.unwrap().case.number;
    (person, number)
}

fn refused(answer: &Answer, words: &str) {
    assert!(
        answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(words),
        "{words}: {} {}",
        answer.status,
        wrong(answer)
    );
}

async fn scored(peer: &Client, review: &str, scores: [&str; 5]) {
    let marks: Vec<(&str, &str)> = ["procedure", "facts", "law", "paper", "file"].into_iter().zip(scores).collect();
    let done = step(peer, review, "scored", &marks).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", wrong(&done));
}

#[tokio::test]
async fn an_appraisal_draws_its_figures_and_two_peers_of_different_offices_disagree() {
    each_engine(|store| {
        Box::pin(async move {
            let site = Site::open(store).await;
            let (director, administrator) = (site.client(Role::Director).await, site.client(Role::Administrator).await);
            let (person, number) = mediator(&site, &director).await;
            let id = id_of(&person);
            let today = site.house.app.clock.now().day().to_string();

            // A complaint counts when somebody else than who took it down found it true.
            let complaint = |number: &'static str| {
                [("person", id.as_str()), ("number", number), ("way", "visit"), ("day", today.as_str()), ("what", "说话太重")]
            };
            let finding = [("found_by", "人事科"), ("found_on", today.as_str()), ("finding", "看了录像")];
            for (number, found) in [("投诉1号", "upheld"), ("投诉2号", "unfounded")] {
                let record = enter(&director, "complaint", &complaint(number)).await;
                refused(&step(&director, &record, found, &finding).await, "另一个人");
                assert_eq!(step(&administrator, &record, found, &finding).await.status, StatusCode::SEE_OTHER);
                assert_eq!(site.client(Role::Clerk).await.get(&record).await.status, StatusCode::NOT_FOUND, "a personnel file");
            }
            let warned = step(&director, &person, "warned", &[("grounds", "insult"), ("left_on", &today)]).await;
            assert_eq!(warned.status, StatusCode::SEE_OTHER, "{}", wrong(&warned));

            // Nobody types the figures, and nothing is told before they are there and two peers have looked.
            let typed = [("person", id.as_str()), ("year", "2026"), ("handled", "99"), ("complaints", "0")];
            let record = enter(&director, "appraisal", &typed).await;
            assert!(!director.get(&record).await.body.contains("办结案件"), "typed figures are not taken");
            let verdict = [("grade", "fail"), ("opinion", "投诉查实")];
            refused(&step(&director, &record, "told", &verdict).await, "请先取数");
            let drawn = director.post(&format!("{record}/figures"), &[]).await;
            assert_eq!(drawn.status, StatusCode::SEE_OTHER, "{}", wrong(&drawn));
            let page = director.get(&record).await.body;
            for told in
                ["从案件和培训记录里取数", "查实的投诉（件）：（空） → 1", "办结案件（件）：（空） → 1", "受到的处理：（空） → 警告"]
            {
                assert!(page.contains(told), "{told}: {page}");
            }
            refused(&step(&director, &record, "told", &verdict).await, "两位同行");

            // Two peers: not the same one twice, nobody of the same office, nobody who is posted to it, no two of one office.
            let street = site.other_mediator.account.to_string();
            let ask = async |first: &str, second: &str| {
                director.post(&format!("{record}/sample"), &[("first", first), ("second", second), ("count", "3")]).await
            };
            refused(&ask(&street, &street).await, "两位不同");
            let colleague = site.person(Role::Clerk).account.to_string();
            refused(&ask(&street, &colleague).await, "同一个组织");
            let lent = site.mediator_elsewhere("lent").await.account.to_string();
            let (station, centre) = (site.station.to_string(), site.centre.to_string());
            let guest = [("name", "来客"), ("organisation", station.as_str()), ("roles[]", "full_time"), ("account", lent.as_str())];
            let guest = id_of(&enter(&director, "person", &guest).await);
            let loan = [("person", guest.as_str()), ("organisation", centre.as_str()), ("sort", "rotation"), ("from", today.as_str())];
            enter(&director, "posting", &loan).await;
            refused(&ask(&street, &lent).await, "同一个组织");
            let home = [("person", guest.as_str()), ("organisation", station.as_str()), ("sort", "loan"), ("from", today.as_str())];
            refused(&director.post("/registers/posting/new", &home).await, "这就是他所在的组织");
            let elsewhere = site.mediator_elsewhere("elsewhere").await.account.to_string();
            let asked = ask(&street, &elsewhere).await;
            assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", wrong(&asked));

            // Each scores for themselves, in the dossier of a case that is out of reach otherwise.
            let own = async |login: &str| {
                let peer = site.login(login).await;
                let list = peer.get("/registers/peer_review").await.body;
                let review = list
                    .split("href=\"/records/")
                    .nth(1)
                    .map(|rest| format!("/records/{}", rest.split('"').next().unwrap()))
                    .expect("a review");
                (peer, review)
            };
            let (peer, review) = own("street_mediator").await;
            let dossier = peer.get(&format!("{review}/dossier")).await;
            assert!(dossier.status == StatusCode::OK && dossier.body.starts_with("%PDF"), "{}", dossier.status);
            assert_eq!(director.get(&format!("{review}/dossier")).await.status, StatusCode::NOT_FOUND, "only the reviewer");
            for other in [Role::Director, Role::Mediator] {
                let form = site.client(other).await.get(&format!("{review}/steps/scored")).await;
                assert_eq!(form.status, StatusCode::NOT_FOUND, "nobody scores for a peer: {other}");
            }
            let by_hand = [
                ("appraisal", id_of(&record)),
                ("case_number", number.clone()),
                ("reviewer", street.clone()),
                ("procedure", "1".to_owned()),
                ("_version", "1".to_owned()),
            ];
            let by_hand: Vec<(&str, &str)> = by_hand.iter().map(|(name, value)| (*name, value.as_str())).collect();
            refused(&director.post(&format!("{review}/edit"), &by_hand).await, "办那一步的时候才填");
            scored(&peer, &review, ["24", "19", "19", "18", "14"]).await;
            assert_eq!(peer.get(&format!("{review}/dossier")).await.status, StatusCode::NOT_FOUND, "over with the review");
            refused(&step(&director, &record, "told", &verdict).await, "两位同行");
            let (second, review) = own("elsewhere").await;
            scored(&second, &review, ["15", "14", "13", "11", "8"]).await;
            let page = director.get(&record).await.body;
            assert!(page.contains("94 优秀") && page.contains("61 合格") && page.contains("相差"), "{page}");

            // Told; nobody but the person answers, and nobody decides before there is an answer.
            let told = step(&director, &record, "told", &verdict).await;
            assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", wrong(&told));
            assert_eq!(director.get(&format!("{record}/steps/agreed")).await.status, StatusCode::NOT_FOUND, "nobody agrees for the person");
            refused(&step(&administrator, &record, "decided", &[]).await, "本人还没有答复");
            refused(&director.post(&format!("{record}/figures"), &[]).await, "不能再取数");
            let mine = site.client(Role::Mediator).await;
            let objected = step(&mine, &record, "objected", &[("statement", "案卷评分偏低")]).await;
            assert_eq!(objected.status, StatusCode::SEE_OTHER, "{}", wrong(&objected));
            assert_eq!(peer.get(&record).await.status, StatusCode::NOT_FOUND, "a peer doesn't see the whole appraisal");

            // Neither what the person said nor the grade is changed on the quiet; the form does not even ask.
            let version = director.get(&format!("{record}/edit")).await.body;
            for hidden in ["name=\"statement\"", "name=\"grade\"", "name=\"answer\"", "name=\"handled\""] {
                assert!(!version.contains(hidden), "{hidden}");
            }
            let version = version.split("name=\"_version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            for (name, value) in [("statement", "我没有意见"), ("grade", "excellent")] {
                let quiet = [("person", id.as_str()), ("year", "2026"), (name, value), ("_version", &version)];
                refused(&director.post(&format!("{record}/edit"), &quiet).await, "办那一步的时候才填");
            }

            // The objection is right in part: told once more with an answer, and the person agrees.
            refused(&step(&director, &record, "told", &[("grade", "pass"), ("opinion", "复核后改定")]).await, "要填写");
            let again = [("grade", "pass"), ("opinion", "复核后改定"), ("answer", "申诉部分成立")];
            let again = step(&director, &record, "told", &again).await;
            assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", wrong(&again));
            assert_eq!(step(&mine, &record, "agreed", &[]).await.status, StatusCode::SEE_OTHER);
            refused(&step(&director, &record, "decided", &[]).await, "另一个人");
            let decided = step(&administrator, &record, "decided", &[]).await;
            assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", wrong(&decided));
            let page = mine.get(&record).await.body;
            assert!(page.contains("申诉部分成立") && page.contains("案卷评分偏低") && page.contains("已定"), "{page}");
            let work = director.get("/work?year=2026").await.body;
            assert!(work.contains("件数少") && work.contains("outcome=ended"), "{work}");
        })
    })
    .await;
}

#[tokio::test]
async fn who_does_not_answer_is_appraised_when_the_days_to_object_are_over() {
    each_engine(|store| {
        Box::pin(async move {
            let site = Site::open(store).await;
            let director = site.client(Role::Director).await;
            let (centre, account) = (site.centre.to_string(), site.person(Role::Mediator).account.to_string());
            let person = [("name", "覃美"), ("organisation", centre.as_str()), ("roles[]", "full_time"), ("account", account.as_str())];
            let person = id_of(&enter(&director, "person", &person).await);
            let record = enter(&director, "appraisal", &[("person", &person), ("year", "2025")]).await;
            assert_eq!(director.post(&format!("{record}/figures"), &[]).await.status, StatusCode::SEE_OTHER);
            let told = [("grade", "pass"), ("opinion", "没有办案，参加培训")];
            assert_eq!(step(&director, &record, "told", &told).await.status, StatusCode::SEE_OTHER, "no file of that year: no peers");
            site.house.clock.later(7 * 24 * 60);
            refused(&step(&site.client(Role::Administrator).await, &record, "decided", &[]).await, "本人还没有答复");
            site.house.clock.later(24 * 60);
            let decided = step(&site.client(Role::Administrator).await, &record, "decided", &[]).await;
            assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", wrong(&decided));
        })
    })
    .await;
}
