//! What follows from the registers about people: what a grade leads to, who is lent or away in dispatch, and what runs out being announced.

use app::jobs::{Job, once};
use axum::http::StatusCode;
use domain::access::Role;
use domain::case::Act;
use serde_json::json;
use testkit::engines::each_engine;
use testkit::site::{Answer, Client, Site};

pub(crate) async fn enter(client: &Client, register: &str, fields: &[(&str, &str)]) -> String {
    let answer = client.post(&format!("/registers/{register}/new"), fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{register}: {}", wrong(&answer));
    answer.location.unwrap().split('?').next().unwrap().to_owned()
}

pub(crate) fn wrong(answer: &Answer) -> String {
    let lines = answer.body.lines().filter(|line| line.contains("error") || line.contains("alert"));
    lines.map(|line| line.chars().take(500).collect::<String>()).collect::<Vec<_>>().join("\n")
}

pub(crate) async fn step(client: &Client, record: &str, to: &str, fields: &[(&str, &str)]) -> Answer {
    let form = client.get(&format!("{record}/steps/{to}")).await;
    let version = form.body.split("name=\"_version\" value=\"").nth(1).map_or("", |rest| rest.split('"').next().unwrap()).to_owned();
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("_version", version.as_str())]).collect();
    client.post(&format!("{record}/steps/{to}"), &fields).await
}

pub(crate) fn id_of(record: &str) -> String {
    record.rsplit('/').next().unwrap().to_owned()
}

/// The address of the record that a page names with these words.
pub(crate) fn linked(page: &str, words: &str) -> String {
    let before = page.split(words).next().unwrap();
    assert_ne!(before.len(), page.len(), "{words} stands on the page: {page}");
    before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned()
}

/// What a way's form holds: version and the value of a field.
async fn take(client: &Client, record: &str, way: &str, fields: &[(&str, &str)]) -> Answer {
    let form = client.get(&format!("{record}/ways/{way}")).await;
    assert_eq!(form.status, StatusCode::OK, "{}", wrong(&form));
    let version = form.body.split("name=\"_version\" value=\"").nth(1).map_or("", |rest| rest.split('"').next().unwrap()).to_owned();
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("_version", version.as_str())]).collect();
    client.post(&format!("{record}/ways/{way}"), &fields).await
}

/// An appraisal that is decided with this grade; gives its address.
async fn appraised(site: &Site, person: &str, year: &str, grade: &str) -> String {
    let director = site.client(Role::Director).await;
    let record = enter(&director, "appraisal", &[("person", person), ("year", year)]).await;
    let drawn = director.post(&format!("{record}/figures"), &[]).await;
    assert_eq!(drawn.status, StatusCode::SEE_OTHER, "{}", wrong(&drawn));
    let told = step(&director, &record, "told", &[("grade", grade), ("opinion", "考核意见一句")]).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", wrong(&told));
    // Who has no account has the answer written down by who keeps the file.
    assert_eq!(step(&director, &record, "agreed", &[]).await.status, StatusCode::SEE_OTHER);
    let decided = step(&site.client(Role::Administrator).await, &record, "decided", &[]).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", wrong(&decided));
    record
}

#[tokio::test]
async fn a_good_grade_proposes_renewal_and_commendation_and_one_press_renews() {
    each_engine(|store| {
        Box::pin(async move {
            let site = Site::open(store).await;
            let director = site.client(Role::Director).await;
            let centre = site.centre.to_string();
            let person = enter(&director, "person", &[("name", "覃美"), ("organisation", &centre), ("roles[]", "full_time")]).await;
            let id = id_of(&person);
            let term =
                [("person", id.as_str()), ("letter", "聘〔2024〕1号"), ("level", "two"), ("from", "2024-01-01"), ("until", "2026-12-31")];
            let old = enter(&director, "certificate", &term).await;
            let appraisal = appraised(&site, &id, "2025", "excellent").await;
            let (page, own) = (director.get(&person).await.body, director.get(&appraisal).await.body);
            for told in ["考核结果运用", "续聘　2026年12月31日", "表彰　"] {
                assert!(page.contains(told) && own.contains(told), "{told}: {page}");
            }
            assert!(director.get("/runs-out").await.body.contains("考核结果运用"));

            // Renewal: the new term is filled in, its number is asked, and both certificates are as they should be.
            let renew = linked(&page, "续聘　2026年12月31日");
            let form = director.get(&format!("{renew}/ways/renew")).await.body;
            assert!(form.contains("value=\"2027-01-01\"") && form.contains("value=\"2029-12-31\""), "{form}");
            assert!(!form.contains("name=\"person\"") && !form.contains("name=\"renews\""), "nobody renews for somebody else");
            let fields = [("letter", "聘〔2027〕1号"), ("level", "one"), ("from", "2027-01-01"), ("until", "2029-12-31")];
            let short = [("letter", "聘〔2027〕1号"), ("from", "2027-01-01"), ("until", "2027-02-01")];
            let refused = take(&director, &renew, "renew", &short).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("不能少于一年"), "{}", wrong(&refused));
            assert!(director.get(&old).await.body.contains("续聘"), "nothing happened");
            let taken = take(&director, &renew, "renew", &fields).await;
            assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", wrong(&taken));
            let new = taken.location.unwrap().split('?').next().unwrap().to_owned();
            let new_page = director.get(&new).await.body;
            assert!(new_page.contains("聘〔2027〕1号") && new_page.contains("接续哪一份") && new_page.contains("有效"), "{new_page}");
            assert!(director.get(&old).await.body.contains("已续聘") && director.get(&renew).await.body.contains("新的聘书另立一条"));
            assert_eq!(director.get(&format!("{old}/ways/renew")).await.status, StatusCode::NOT_FOUND, "once");
            // A change of the new one keeps what no form asks for.
            let version = [("_version", "1"), ("person", id.as_str())];
            let changed: Vec<(&str, &str)> = fields.iter().copied().chain(version).collect();
            assert_eq!(director.post(&format!("{new}/edit"), &changed).await.status, StatusCode::SEE_OTHER);
            assert!(director.get(&new).await.body.contains("接续哪一份"));

            // Commendation: proposed, not given.
            let commend = linked(&page, "表彰　");
            assert_eq!(site.client(Role::Clerk).await.get(&format!("{commend}/ways/commend")).await.status, StatusCode::NOT_FOUND);
            let taken = take(&director, &commend, "commend", &[("award", "先进个人"), ("year", "2025")]).await;
            assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", wrong(&taken));
            assert!(director.get(&taken.location.unwrap()).await.body.contains("拟表彰"));
        })
    })
    .await;
}

#[tokio::test]
async fn a_bad_grade_proposes_talk_training_and_dismissal_and_a_person_decides() {
    each_engine(|store| {
        Box::pin(async move {
            let site = Site::open(store).await;
            let director = site.client(Role::Director).await;
            let centre = site.centre.to_string();
            let person = enter(&director, "person", &[("name", "覃美"), ("organisation", &centre), ("roles[]", "full_time")]).await;
            let id = id_of(&person);
            let term = [("person", id.as_str()), ("letter", "聘2号"), ("from", "2026-01-01"), ("until", "2028-12-31")];
            enter(&director, "certificate", &term).await;
            appraised(&site, &id, "2024", "pass").await;
            assert!(!director.get(&person).await.body.contains("续聘　"), "the term ends after the next appraisal");
            appraised(&site, &id, "2025", "fail").await;
            let page = director.get(&person).await.body;
            for told in ["谈话帮扶　", "补训　", "解聘　"] {
                assert!(page.contains(told), "{told}: {page}");
            }
            assert!(!page.contains("续聘　"), "{page}");
            let talk = linked(&page, "谈话帮扶　");
            let done = step(&director, &talk, "done", &[("done_on", "2026-11-20"), ("result", "谈了话，定了帮扶计划")]).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", wrong(&done));
            // The grounds of a dismissal are filled in; nothing happens until somebody takes it.
            let dismiss = linked(&page, "解聘　");
            let form = director.get(&format!("{dismiss}/ways/dismiss")).await.body;
            let ground = form.split("value=\"unfit\"").nth(1).unwrap().split('>').next().unwrap();
            assert!((ground.contains("selected") || ground.contains("checked")) && form.contains("考核意见一句"), "{form}");
            assert!(director.get(&person).await.body.contains("在任"));
            let taken =
                take(&director, &dismiss, "dismiss", &[("grounds", "unfit"), ("left_on", "2026-11-20"), ("_reason", "考核不合格")]).await;
            assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", wrong(&taken));
            assert_eq!(taken.location.unwrap().split('?').next().unwrap(), person);
            let page = director.get(&person).await.body;
            assert!(page.contains("已解聘") && page.contains("考核不合格"), "{page}");
            assert!(director.get(&dismiss).await.body.contains("已办"));
            // Not to do it is a decision too, with its reason.
            let train = linked(&page, "补训　");
            assert_eq!(step(&director, &train, "left", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(step(&director, &train, "left", &[("why", "人已解聘")]).await.status, StatusCode::SEE_OTHER);
        })
    })
    .await;
}

#[tokio::test]
async fn who_is_on_leave_is_proposed_last_and_says_until_when() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let (centre, account) = (site.centre.to_string(), site.person(Role::Mediator).account.to_string());
        let today = site.house.app.clock.now().day();
        let person = [("name", "覃美"), ("organisation", centre.as_str()), ("roles[]", "full_time"), ("account", account.as_str())];
        let person = id_of(&enter(&director, "person", &person).await);
        let (from, until) = (today.plus(-1).to_string(), today.plus(3).to_string());
        let leave = [("person", person.as_str()), ("sort", "leave"), ("organisation", &centre), ("from", &from), ("until", &until)];
        enter(&director, "duty", &leave).await;
        let cx = site.house.app.by(site.person(Role::Director));
        let needs = app::organisation::Needs { division: testkit::site::COUNTY.to_owned(), ..Default::default() };
        let found = app::organisation::candidates(&cx, &needs).await.unwrap();
        let one = found.iter().flat_map(|one| &one.mediators).find(|one| one.account.to_string() == account).unwrap();
        assert!(one.away && one.reasons.iter().any(|ground| ground.code == "away"), "{one:?}");
        site.house.clock.later(5 * 24 * 60);
        let cx = site.house.app.by(site.person(Role::Director));
        let found = app::organisation::candidates(&cx, &needs).await.unwrap();
        assert!(found.iter().flat_map(|one| &one.mediators).all(|one| !one.away), "back again");
    })
    .await;
}

#[tokio::test]
async fn who_is_lent_is_proposed_and_given_cases_as_long_as_it_lasts() {
    each_engine(|store| {
        Box::pin(async move {
            let site = Site::open(store).await;
            let cases = [site.mediating().await, site.mediating_another().await];
            let director = site.client(Role::Director).await;
            let (centre, station) = (site.centre.to_string(), site.station.to_string());
            let account = site.other_mediator.account.to_string();
            let give = async |case| {
                let command = Act::Reassign.read(&json!({ "mediator": account, "reason": "借调来的同事接手。" })).unwrap();
                app::case::act(&site.house.app.by(site.person(Role::Director)), case, None, command).await.map(drop)
            };
            assert!(give(cases[0]).await.is_err(), "a mediator of another body");
            let person = [("name", "韦街道"), ("organisation", station.as_str()), ("roles[]", "full_time"), ("account", account.as_str())];
            let person = id_of(&enter(&director, "person", &person).await);
            let today = site.house.app.clock.now().day();
            let post = async |from: String, until: String| {
                let fields = [("person", person.as_str()), ("organisation", &centre), ("sort", "loan"), ("from", &from), ("until", &until)];
                enter(&director, "posting", &fields).await
            };
            post(today.plus(10).to_string(), today.plus(20).to_string()).await;
            assert!(give(cases[0]).await.is_err(), "not yet");
            post(today.to_string(), today.plus(3).to_string()).await;
            let needs = app::organisation::Needs { division: testkit::site::COUNTY.to_owned(), ..Default::default() };
            let at_centre = async || {
                let found = app::organisation::candidates(&site.house.app.by(site.person(Role::Director)), &needs).await.unwrap();
                let mediators = found.into_iter().filter(|one| one.organisation == site.centre).flat_map(|one| one.mediators);
                mediators.into_iter().find(|one| one.account.to_string() == account)
            };
            let ground = at_centre().await.unwrap().reasons.into_iter().find(|ground| ground.code == "posted_until").unwrap();
            assert_eq!(ground.params[0].1, "借调");
            let form = director.get(&format!("/cases/{}/acts/dispatch.reassign", cases[0])).await.body;
            assert!(form.contains(&account), "offered in the form too");
            give(cases[0]).await.unwrap();
            let lent = site.login("street_mediator").await;
            assert_eq!(lent.get(&format!("/cases/{}", cases[0])).await.status, StatusCode::OK);
            site.house.clock.later(5 * 24 * 60);
            assert!(at_centre().await.is_none() && give(cases[1]).await.is_err(), "it is over");
        })
    })
    .await;
}

#[tokio::test]
async fn a_body_that_asks_for_certificates_gives_cases_to_nobody_whose_card_ran_out() {
    each_engine(|store| {
        Box::pin(async move {
            let site = Site::open(store).await;
            let case = site.mediating().await;
            let director = site.client(Role::Director).await;
            let (centre, station) = (site.centre.to_string(), site.station.to_string());
            let account = site.other_mediator.account.to_string();
            let today = site.house.app.clock.now().day();
            let (from, until) = (today.to_string(), today.plus(3).to_string());
            let person = [("name", "韦街道"), ("organisation", station.as_str()), ("roles[]", "full_time"), ("account", account.as_str())];
            let person = id_of(&enter(&director, "person", &person).await);
            let loan = [("person", person.as_str()), ("organisation", &centre), ("sort", "loan"), ("from", &from), ("until", &until)];
            enter(&director, "posting", &loan).await;
            let give = async || {
                let command = Act::Reassign.read(&json!({ "mediator": account, "reason": "借调来的同事接手。" })).unwrap();
                app::case::act(&site.house.app.by(site.person(Role::Director)), case, None, command).await.map(drop)
            };
            let profile = [("organisation", centre.as_str()), ("sort", "joint_centre"), ("needs_certificate", "on")];
            enter(&director, "profile", &profile).await;
            assert!(give().await.is_err(), "no certificate");
            let card = today.plus(-1).to_string();
            let term =
                [("person", person.as_str()), ("letter", "聘1号"), ("from", "2026-01-01"), ("until", "2028-12-31"), ("card_until", &card)];
            let record = enter(&director, "certificate", &term).await;
            assert!(give().await.is_err(), "the card ran out, though the term did not");
            assert!(director.get("/runs-out").await.body.contains("聘书和证件"), "and that is announced");
            let card = today.plus(30).to_string();
            let renewed: Vec<(&str, &str)> = term.iter().copied().filter(|(name, _)| *name != "card_until").collect();
            let renewed = [&renewed[..], &[("card_until", card.as_str()), ("_version", "1")]].concat();
            assert_eq!(director.post(&format!("{record}/edit"), &renewed).await.status, StatusCode::SEE_OTHER);
            give().await.unwrap();
        })
    })
    .await;
}

#[tokio::test]
async fn the_calendar_shows_a_week_and_the_board_who_is_there_today() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let centre = site.centre.to_string();
        let today = site.house.app.clock.now().day();
        let people = ["覃美", "韦强"];
        let mut records = Vec::new();
        for name in people {
            records.push(id_of(&enter(&director, "person", &[("name", name), ("organisation", &centre), ("roles[]", "full_time")]).await));
        }
        for (person, sort, last) in [(&records[0], "window", 0), (&records[1], "leave", 2)] {
            let (from, until) = (today.to_string(), today.plus(last).to_string());
            let duty = [("person", person.as_str()), ("sort", sort), ("organisation", &centre), ("from", &from), ("until", &until)];
            enter(&director, "duty", &duty).await;
        }
        let clerk = site.client(Role::Clerk).await;
        let week = clerk.get("/duty").await;
        assert!(week.status == StatusCode::OK && week.body.contains("窗口值班") && week.body.contains("请假"), "{}", week.body);
        let last = clerk.get(&format!("/duty?day={}", today.plus(-7))).await.body;
        assert!(!last.contains("窗口值班") && last.contains("这一周还没有安排"), "{last}");
        assert!(
            week.body.contains("谁有空、会什么") && week.body.contains(&format!("/mediators/{}", site.person(Role::Mediator).account)),
            "{}",
            week.body
        );
        let elsewhere = clerk.get(&format!("/duty?organisation={}", site.station)).await.body;
        assert!(!elsewhere.contains("窗口值班"), "{elsewhere}");
        let board = clerk.get("/dispatch").await.body;
        assert!(board.contains("今天谁在") && board.contains("覃美") && board.contains(&today.plus(2).chinese()), "{board}");
    })
    .await;
}

#[tokio::test]
async fn the_roster_counts_by_background_within_what_is_filtered() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let centre = site.centre.to_string();
        for (name, role, background) in
            [("覃美", "supervision", "union"), ("韦强", "bargaining", "union"), ("黄丽", "bargaining", "lawyer")]
        {
            let person = [("name", name), ("organisation", centre.as_str()), ("roles[]", role), ("background[]", background)];
            enter(&director, "person", &person).await;
        }
        let page = director.get("/registers/person?f_roles=bargaining&counts=1").await.body;
        let counts = page.split("id=\"counts\"").nth(1).unwrap();
        let of = |name: &str| counts.split(&format!(">{name}</a>")).nth(1).map(|rest| rest.chars().take(5).collect::<String>());
        assert_eq!((of("工会干部").as_deref(), of("律师").as_deref()), (Some("　1 条<"), Some("　1 条<")), "{counts}");
        assert!(counts.contains("f_roles=bargaining"), "a number opens its people and no others: {counts}");
        let all = director.get("/registers/person?counts=1").await.body;
        assert!(all.contains("工会干部</a>　2 条"), "{all}");
    })
    .await;
}

#[tokio::test]
async fn who_helps_from_outside_pledges_to_a_version_of_the_rules() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let centre = site.centre.to_string();
        let rules = [
            ("name", "外来人员行为规范"),
            ("organisation", centre.as_str()),
            ("applies[]", "volunteers"),
            ("rules", "不收当事人的钱物，不外传调解里说的话。"),
            ("from", "2026-01-01"),
        ];
        let rules = enter(&director, "conduct", &rules).await;
        let person = enter(&director, "person", &[("name", "覃助"), ("organisation", &centre), ("roles[]", "volunteer")]).await;
        let (person_id, rules_id) = (id_of(&person), id_of(&rules));
        let pledge =
            [("person", person_id.as_str()), ("conduct", &rules_id), ("day", "2026-11-02"), ("way", "paper"), ("until", "2026-11-30")];
        enter(&director, "pledge", &pledge).await;
        for page in [&person, &rules] {
            let page = director.get(page).await.body;
            assert!(page.contains("承诺书") && page.contains("2026年11月2日"), "{page}");
        }
        let again = director.post("/registers/pledge/new", &pledge).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "once for each version");
        assert!(director.get("/runs-out").await.body.contains("承诺书"));
    })
    .await;
}

#[tokio::test]
async fn a_term_that_runs_out_is_announced_once_and_never_on_a_day_off() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let centre = site.centre.to_string();
        let person = id_of(&enter(&director, "person", &[("name", "覃美"), ("organisation", &centre), ("roles[]", "expert")]).await);
        let today = site.house.app.clock.now().day();
        let until = today.plus(40).to_string();
        let from = today.plus(-400).to_string();
        enter(&director, "certificate", &[("person", &person), ("letter", "聘1"), ("from", &from), ("until", &until)]).await;
        let (mut told, mut off) = (0, 0);
        for _ in 0..10 {
            site.house.clock.later(24 * 60);
            let now = site.house.app.clock.now();
            let count = once(&site.house.app, Job::AnnounceEndings).await.unwrap();
            told += count;
            if !site.house.app.calendar().is_workday(now.day()) {
                off += count;
            }
        }
        assert_eq!((told, off), (1, 0));
        let outbox = site.client(Role::Director).await.get("/outbox").await.body;
        assert!(outbox.contains("聘书和证件：覃美到"), "{outbox}");
    })
    .await;
}
