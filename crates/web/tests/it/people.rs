//! What follows from the registers: coverage with its white spots, the yearly appraisal with peers who disagree, absence in dispatch, and
//! what runs out being announced.

use app::jobs::{Job, once};
use axum::http::StatusCode;
use domain::access::Role;
use domain::case::Act;
use serde_json::json;
use testkit::engines::each_engine;
use testkit::site::{Answer, Client, Site, TOWN};

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

/// A credit code with its right check digit.
fn uscc(n: usize) -> String {
    let head = format!("91450200MA5K{n:05}");
    let check =
        "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().find(|check| domain::kernel::identity::Uscc::parse(&format!("{head}{check}")).is_ok());
    format!("{head}{}", check.unwrap())
}

pub(crate) fn id_of(record: &str) -> String {
    record.rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn white_spots_are_named_and_a_task_fills_them() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let station = site.station.to_string();
        let firm = |name: &'static str, uscc: &'static str, size: &'static str, committee: &'static str| {
            vec![
                ("name", name),
                ("uscc", uscc),
                ("organisation", station.as_str()),
                ("size", size),
                ("industry", "E"),
                ("committee", committee),
            ]
        };
        enter(&director, "enterprise", &firm("柳州甲建筑有限公司", "91440203MA4W0K2G11", "large", "on")).await;
        enter(&director, "enterprise", &firm("柳州乙建筑有限公司", "91450200MA5KAPQT7W", "medium", "")).await;
        let page = director.get("/coverage").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("50.0%") && page.body.contains("2 个里有 1 个"), "{}", page.body);
        let spot = "柳州乙建筑有限公司（中型企业）：还没有设调解委员会";
        assert!(page.body.contains(spot) && page.body.contains("派任务"), "{}", page.body);
        assert!(!page.body.contains("柳州甲建筑有限公司（"));
        let task = [("spot", spot), ("organisation", station.as_str()), ("owner", "站长"), ("due", "2026-12-31")];
        enter(&director, "white_spot_task", &task).await;
        assert!(director.get("/coverage").await.body.contains("已派，还没补上"));
        assert_eq!(director.get("/coverage?division=999999000000").await.status, StatusCode::NOT_FOUND);
        assert!(director.get(&format!("/coverage?division={TOWN}")).await.body.contains("1 个里有"), "a street by itself");

        // Crossed: streets below open, a trade without a body is named, and each table goes out as a spreadsheet.
        assert!(
            page.body.contains(&format!("href=\"/coverage?division={TOWN}\"")) && page.body.contains("行业和企业规模"),
            "{}",
            page.body
        );
        assert!(page.body.contains("建筑业：还没有行业性调解组织"), "{}", page.body);
        for table in ["divisions", "kinds", "trades", "spots"] {
            let sheet = director.get(&format!("/coverage.xlsx?table={table}")).await;
            assert_eq!(sheet.status, StatusCode::OK, "{table}");
        }
    })
    .await;
}

#[tokio::test]
async fn white_spots_are_named_page_by_page_and_none_twice() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let station = site.station.to_string();
        for n in 0..52 {
            let (name, uscc) = (format!("柳州{n:02}建筑有限公司"), uscc(n));
            let firm =
                [("name", name.as_str()), ("uscc", uscc.as_str()), ("organisation", &station), ("size", "medium"), ("industry", "E")];
            enter(&director, "enterprise", &firm).await;
        }
        let (mut seen, mut next) = (Vec::new(), Some("/coverage".to_owned()));
        while let Some(address) = next {
            let page = director.get(&address).await.body;
            let told = page.split("<th scope=\"row\">").filter(|part| part.contains("派任务"));
            seen.extend(told.map(|part| part.split('<').next().unwrap().to_owned()));
            next = page
                .split("rel=\"next\" href=\"")
                .nth(1)
                .map(|part| part.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&"));
            assert!(seen.len() < 200, "it ends");
        }
        let firms: Vec<&String> = seen.iter().filter(|spot| spot.contains("中型企业")).collect();
        assert_eq!(firms.len(), 52, "{seen:?}");
        let mut once = seen.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), seen.len());
        assert!(seen.len() > 52 && seen.iter().any(|spot| spot.contains("还没有行业性调解组织")), "{seen:?}");
    })
    .await;
}

#[tokio::test]
async fn an_appraisal_draws_its_figures_and_two_peers_disagree() {
    each_engine(|store| {
        Box::pin(async move {
            let site = Site::open(store).await;
            let case = site.mediating().await;
            let director = site.client(Role::Director).await;
            let centre = site.centre.to_string();
            let account = site.person(Role::Mediator).account.to_string();
            let close = json!({
                "result": "failed", "reason": "双方分歧太大。", "body": "柳江区劳动人事争议仲裁院", "address": "虚设路2号", "phone": "0772-3211234",
                "limitation": site.house.app.clock.now().day().plus(300).to_string(), "both_told": true,
            });
            site.act(&site.person(Role::Mediator), case, Act::Close, close).await;
            let person = [("name", "覃美"), ("organisation", centre.as_str()), ("roles[]", "full_time"), ("account", account.as_str())];
            let person = id_of(&enter(&director, "person", &person).await);
            let record = enter(&director, "appraisal", &[("person", &person), ("year", "2026")]).await;
            let drawn = director.post(&format!("{record}/figures"), &[]).await;
            assert_eq!(drawn.status, StatusCode::SEE_OTHER, "{}", wrong(&drawn));
            let page = director.get(&record).await.body;
            assert!(page.contains("从案件和培训记录里取数") && page.contains("（空） → 1"), "{page}");

            // Two peers: not the same one twice, and nobody of the same office.
            let other = site.other_mediator.account.to_string();
            let peers = |first: &str, second: &str| vec![("first".to_owned(), first.to_owned()), ("second".to_owned(), second.to_owned()), ("count".to_owned(), "3".to_owned())];
            let ask = async |fields: Vec<(String, String)>| {
                let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                director.post(&format!("{record}/sample"), &fields).await
            };
            let twice = ask(peers(&other, &other)).await;
            assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.body.contains("两位不同"), "{}", wrong(&twice));
            let colleague = site.person(Role::Clerk).account.to_string();
            let near = ask(peers(&other, &colleague)).await;
            assert!(near.status == StatusCode::UNPROCESSABLE_ENTITY && near.body.contains("同一个组织"), "{}", wrong(&near));

            // Reviews are entered one by one where a second office is not at hand.
            let number = app::case::show(&site.house.app.by(site.person(Role::Director)), case).await.unwrap().case.number;
            let review = [("appraisal", id_of(&record)), ("case_number", number.clone()), ("reviewer", other.clone())];
            let review: Vec<(&str, &str)> = review.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let review = enter(&director, "peer_review", &review).await;
            let peer = site.login("street_mediator").await;
            assert_eq!(peer.get(&format!("/cases/{case}")).await.status, StatusCode::NOT_FOUND, "the case itself is out of reach");
            let dossier = peer.get(&format!("{review}/dossier")).await;
            assert!(dossier.status == StatusCode::OK && dossier.body.starts_with("%PDF"), "{}", dossier.status);
            assert_eq!(director.get(&format!("{review}/dossier")).await.status, StatusCode::NOT_FOUND, "only the reviewer");
            let scores = [("procedure", "20"), ("facts", "15"), ("law", "15"), ("paper", "15"), ("file", "9")];
            for other in [Role::Director, Role::Mediator] {
                let form = site.client(other).await.get(&format!("{review}/steps/scored")).await;
                assert_eq!(form.status, StatusCode::NOT_FOUND, "nobody scores for a peer: {other}");
            }
            let scored = step(&peer, &review, "scored", &scores).await;
            assert_eq!(scored.status, StatusCode::SEE_OTHER, "{}", wrong(&scored));
            assert_eq!(peer.get(&format!("{review}/dossier")).await.status, StatusCode::NOT_FOUND, "over with the review");
            assert!(director.get(&record).await.body.contains("74 合格"));

            // Told, objected to by the person, decided by another pair of eyes.
            let told = step(&director, &record, "told", &[("grade", "pass"), ("opinion", "办案认真")]).await;
            assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", wrong(&told));
            assert_eq!(director.get(&format!("{record}/steps/agreed")).await.status, StatusCode::NOT_FOUND, "nobody agrees for the person");
            let mediator = site.client(Role::Mediator).await;
            let objected = step(&mediator, &record, "objected", &[("statement", "案卷评分偏低")]).await;
            assert_eq!(objected.status, StatusCode::SEE_OTHER, "{}", wrong(&objected));
            assert_eq!(peer.get(&record).await.status, StatusCode::NOT_FOUND, "a peer doesn't see the whole appraisal");
            let verdict = [("grade", "pass"), ("answer", "复核后维持")];
            let same = step(&director, &record, "decided", &verdict).await;
            assert!(same.status == StatusCode::UNPROCESSABLE_ENTITY && same.body.contains("另一个人"), "the director entered and told it");
            let decided = step(&site.client(Role::Administrator).await, &record, "decided", &verdict).await;
            assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", wrong(&decided));
            let page = mediator.get(&record).await.body;
            assert!(page.contains("复核后维持") && page.contains("案卷评分偏低"), "{page}");
            let work = director.get("/work?year=2026").await.body;
            assert!(work.contains("件数少") && work.contains("outcome=ended"), "{work}");
        })
    })
    .await;
}

/// The address of the record that a page names with these words.
fn linked(page: &str, words: &str) -> String {
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
    let told = step(&director, &record, "told", &[("grade", grade), ("opinion", "考核意见一句")]).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", wrong(&told));
    let verdict = [("grade", grade), ("answer", "无异议")];
    let decided = step(&site.client(Role::Administrator).await, &record, "decided", &verdict).await;
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
async fn a_course_takes_who_signs_in_on_its_day_and_until_it_is_closed() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let (director, mediator) = (site.client(Role::Director).await, site.client(Role::Mediator).await);
        let (centre, account) = (site.centre.to_string(), site.person(Role::Mediator).account.to_string());
        let today = site.house.app.clock.now().day();
        let course = |name: &'static str, day: String| {
            vec![
                ("name", name.to_owned()),
                ("organisation", centre.clone()),
                ("sort", "lecture".to_owned()),
                ("day", day),
                ("hours", "4".to_owned()),
            ]
        };
        let mut courses = Vec::new();
        for fields in [course("工资争议调解", today.to_string()), course("工伤待遇", today.plus(1).to_string())] {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            courses.push(enter(&director, "course", &fields).await);
        }
        let [now, tomorrow] = courses.as_slice() else { panic!("two courses") };
        assert_eq!(mediator.post(&format!("{now}/attend"), &[]).await.status, StatusCode::NOT_FOUND, "nobody of the roster");
        let fields = [("name", "覃美"), ("organisation", centre.as_str()), ("roles[]", "full_time"), ("account", account.as_str())];
        let person = enter(&director, "person", &fields).await;
        assert!(mediator.get(&format!("{now}/attend")).await.body.contains("覃美"));
        let early = mediator.post(&format!("{tomorrow}/attend"), &[]).await;
        assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("还没到上课的日子"), "{}", wrong(&early));
        let signed = mediator.post(&format!("{now}/attend"), &[]).await;
        assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", wrong(&signed));
        let again = mediator.post(&format!("{now}/attend"), &[]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "once is enough");
        assert!(director.get(&person).await.body.contains("学时 4"), "the hours stand with the person");
        assert_eq!(step(&director, now, "held", &[]).await.status, StatusCode::SEE_OTHER);
        assert!(!director.get(now).await.body.contains("/attend\""));
        let late = mediator.post(&format!("{now}/attend"), &[]).await;
        assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.body.contains("已经结束"), "{}", wrong(&late));
        assert_eq!(mediator.post(&format!("{person}/attend"), &[]).await.status, StatusCode::NOT_FOUND, "not a course");
    })
    .await;
}

#[tokio::test]
async fn a_proof_counts_duty_and_training_and_anybody_who_holds_it_can_check_it() {
    each_engine(|store| {
        Box::pin(async move {
            let site = Site::open(store).await;
            let director = site.client(Role::Director).await;
            let (centre, account) = (site.centre.to_string(), site.person(Role::Mediator).account.to_string());
            let person = [("name", "覃美"), ("organisation", centre.as_str()), ("roles[]", "full_time"), ("account", account.as_str())];
            let person = enter(&director, "person", &person).await;
            let id = id_of(&person);
            let today = site.house.app.clock.now().day();
            let duty = async |sort: &str, from: &str, until: &str| {
                let fields =
                    [("person", id.as_str()), ("sort", sort), ("organisation", &centre), ("from", from), ("until", until), ("hours", "7")];
                enter(&director, "duty", &fields).await
            };
            // A week at the window has five workdays, a Saturday by itself is a day, leave is none.
            duty("window", "2026-10-12", "2026-10-18").await;
            duty("lawyer", "2026-10-24", "2026-10-24").await;
            duty("leave", "2026-10-26", "2026-10-28").await;
            let course =
                [("name", "工资争议调解"), ("organisation", centre.as_str()), ("sort", "lecture"), ("day", "2026-10-12"), ("hours", "6")];
            let course = id_of(&enter(&director, "course", &course).await);
            let hours = [("person", id.as_str()), ("course", &course), ("day", "2026-10-12"), ("hours", "6"), ("test", "91")];
            enter(&director, "attendance", &hours).await;
            let cx = site.house.app.by(site.person(Role::Director));
            let day = |text: &str| text.parse().unwrap();
            let counted = app::organisation::proof::counted(&cx, id.parse().unwrap(), day("2026-10-01"), day("2026-10-31")).await.unwrap();
            assert_eq!((counted.days, counted.hours, counted.duty.len(), counted.training.len()), (6, 6, 2, 1), "{counted:?}");
            let cut = app::organisation::proof::counted(&cx, id.parse().unwrap(), day("2026-10-14"), day("2026-10-16")).await.unwrap();
            assert_eq!((cut.days, cut.hours), (3, 0), "only what lies in the period");

            // The mediator asks for it; nobody else's, nothing to come, nothing where nothing was.
            let mediator = site.client(Role::Mediator).await;
            assert!(mediator.get(&person).await.body.contains("开证明"));
            assert!(mediator.get(&format!("{person}/proof")).await.body.contains("出勤证明"));
            assert_eq!(site.client(Role::Clerk).await.get(&format!("{person}/proof")).await.status, StatusCode::NOT_FOUND);
            assert_eq!(director.get("/registers/proof/new").await.status, StatusCode::NOT_FOUND, "none is made by hand");
            let ask = async |from: &str, until: &str| {
                let fields = [("sort", "attendance"), ("from", from), ("until", until), ("addressee", "柳江甲公司")];
                mediator.post(&format!("{person}/proof"), &fields).await
            };
            let soon = ask("2026-10-01", &today.plus(3).to_string()).await;
            assert!(soon.status == StatusCode::UNPROCESSABLE_ENTITY && soon.body.contains("已经过去"), "{}", wrong(&soon));
            let empty = ask("2026-09-01", "2026-09-30").await;
            assert!(empty.status == StatusCode::UNPROCESSABLE_ENTITY && empty.body.contains("没有值班和培训的记录"), "{}", wrong(&empty));
            let issued = ask("2026-10-01", "2026-10-31").await;
            assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", wrong(&issued));
            let record = issued.location.unwrap().split('?').next().unwrap().to_owned();
            let page = mediator.get(&record).await.body;
            assert!(page.contains("证〔2026〕1号") && page.contains("出勤证明") && page.contains("柳江甲公司"), "{page}");
            let file = mediator.get(&linked(&page, "证〔2026〕1号.pdf")).await;
            assert!(file.body.starts_with("%PDF"), "{}", file.status);

            // Who holds the paper checks it; who does not know the code learns nothing; one that was taken back says so.
            let row = app::organisation::register::show(&cx, id_of(&record).parse().unwrap(), None).await.unwrap();
            let (number, code) = (row.filled.text("number").to_owned(), row.filled.text("code").to_owned());
            let check = async |code: &str| director.get(&format!("/check?n={number}&c={code}")).await.body;
            let told = check(&code).await;
            assert!(told.contains("出勤证明") && told.contains("有效") && !told.contains("覃美"), "{told}");
            assert!(!check("aaaa-bbbb-cccc").await.contains("出勤证明"));
            assert_eq!(step(&director, &record, "withdrawn", &[("why", "日期写错")]).await.status, StatusCode::SEE_OTHER);
            assert!(check(&code).await.contains("已撤回"));
            let again = ask("2026-10-01", "2026-10-31").await;
            assert!(mediator.get(&again.location.unwrap()).await.body.contains("证〔2026〕2号"), "numbers go on");
        })
    })
    .await;
}

#[tokio::test]
async fn a_course_shows_the_code_by_which_one_signs_in_until_it_is_closed() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let centre = site.centre.to_string();
        let today = site.house.app.clock.now().day().to_string();
        let course =
            [("name", "工资争议调解"), ("organisation", centre.as_str()), ("sort", "lecture"), ("day", today.as_str()), ("hours", "4")];
        let course = enter(&director, "course", &course).await;
        for page in [director.get(&course).await, director.get(&format!("{course}/poster")).await] {
            assert_eq!(page.status, StatusCode::OK);
            let address = format!("{}{course}/attend", site.house.app.issuing.public());
            assert!(page.body.contains("<svg xmlns") && page.body.contains("签到二维码") && page.body.contains(&address), "{}", page.body);
        }
        assert_eq!(step(&director, &course, "held", &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(director.get(&format!("{course}/poster")).await.status, StatusCode::NOT_FOUND);
        assert!(!director.get(&course).await.body.contains("签到二维码"));
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
        let elsewhere = clerk.get(&format!("/duty?organisation={}", site.station)).await.body;
        assert!(!elsewhere.contains("窗口值班"), "{elsewhere}");
        let board = clerk.get("/dispatch").await.body;
        assert!(board.contains("今天谁在") && board.contains("覃美") && board.contains(&today.plus(2).chinese()), "{board}");
    })
    .await;
}

#[tokio::test]
async fn a_plan_of_training_stands_beside_what_was_held_and_opens_its_records() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let centre = site.centre.to_string();
        let plan = [
            ("name", "全年轮训"),
            ("organisation", centre.as_str()),
            ("year", "2026"),
            ("category", "serving"),
            ("courses", "3"),
            ("people", "4"),
            ("hours", "18"),
        ];
        let plan = id_of(&enter(&director, "training_plan", &plan).await);
        let course = async |name: &str, plan: &str, day: &str| {
            let fields = [("name", name), ("plan", plan), ("organisation", &centre), ("sort", "lecture"), ("day", day), ("hours", "6")];
            enter(&director, "course", &fields).await
        };
        let held = course("工资争议", &plan, "2026-10-12").await;
        course("工伤待遇", &plan, "2026-12-12").await;
        let loose = course("临时加课", "", "2026-10-13").await;
        for name in ["覃美", "韦强"] {
            let person = id_of(&enter(&director, "person", &[("name", name), ("organisation", &centre), ("roles[]", "full_time")]).await);
            let hours = [("person", person.as_str()), ("course", &id_of(&held)), ("day", "2026-10-12"), ("hours", "6")];
            enter(&director, "attendance", &hours).await;
        }
        for course in [&held, &loose] {
            assert_eq!(step(&director, course, "held", &[]).await.status, StatusCode::SEE_OTHER);
        }
        let page = director.get("/training?year=2026").await.body;
        for told in ["全年轮训", "1/3", "2/4", "6/18", "没有列入计划的课程"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let came = director.get(&linked(&page, ">2/4<").replace("&amp;", "&").replace("&#38;", "&")).await.body;
        assert!(came.contains("共 2 条") && came.contains("覃美") && came.contains("韦强"), "{came}");
        let courses = director.get(&linked(&page, ">1/3<").replace("&amp;", "&").replace("&#38;", "&")).await.body;
        assert!(courses.contains("共 1 条") && courses.contains("工资争议") && !courses.contains("临时加课"), "{courses}");
        assert!(director.get(&held).await.body.contains("学时和出勤"), "who came stands on the page of the course");
        assert!(director.get("/training?year=2025").await.body.contains("还没有培训计划"));
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

#[tokio::test]
async fn an_organisation_says_how_it_stood_and_who_changed_it() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let address = format!("/organisations/{}", site.station);
        assert!(director.get(&address).await.body.contains("最早的记录"));
        let before = site.house.app.clock.now().day();
        site.house.clock.later(2 * 24 * 60);
        let director = site.client(Role::Director).await;
        let fields = [
            ("_version", "1"),
            ("kind", "street"),
            ("name", "拉堡镇调解中心"),
            ("division", TOWN),
            ("takes_cases", "on"),
            ("active", "on"),
            ("head", "覃站长"),
        ];
        let changed = director.post(&format!("{address}/edit"), &fields).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", wrong(&changed));
        let page = director.get(&address).await.body;
        assert!(page.contains("负责人：（空） → 覃站长") && page.contains("最早的记录"), "{page}");
        let past = director.get(&format!("{address}?at={before}")).await.body;
        assert!(past.contains("结束时") && !past.contains("<dd>覃站长</dd></dl><"), "{past}");
    })
    .await;
}

#[tokio::test]
async fn organisations_come_in_from_a_table_once_and_each_problem_is_named() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let csv = "本区调解组织,,,,\n单位全称,类型,区划,值班电话,负责人\n望江社区调解工作室,调解工作室,450206100000,０７７２-3210001,覃站长\n\
                   没有类型的站,跳舞,450206100000,,\n外区的站,调解站点,450204001000,,\n望江社区调解工作室,调解工作室,450206100000,,\n,,,,\n";
        let bring = async || {
            let body = format!(
                "--B\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{}\r\n\
                 --B\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"a.csv\"\r\n\r\n{csv}\r\n--B--\r\n",
                director.csrf()
            );
            let answer = director.post_raw("/organisations/import", "multipart/form-data; boundary=B", body.into_bytes()).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", wrong(&answer));
            answer.location.unwrap()
        };
        // Two heads are not ours, but end in one of ours; what one chooses goes before.
        let table = bring().await;
        let first = director.get(&format!("{table}?c0=-")).await.body;
        assert!(first.contains("必须有的列还没有对上：全称"), "{first}");
        let looked = director.get(&table).await.body;
        assert!(looked.contains("如果现在导入：新增 1 条") && looked.contains("3 行有问题") && looked.contains("和第 3 行重复"), "{looked}");
        assert!(looked.contains("第 4 行") && looked.contains("跳舞") && looked.contains("450204001000"), "each with what stands there: {looked}");
        assert!(!director.get("/organisations?q=望江").await.body.contains("望江社区调解工作室"), "nothing was written yet");
        let columns = [("c0", "name"), ("c3", "phone")];
        let done = director.post(&table, &columns).await;
        assert!(done.body.contains("导入完成：新增 1 条") && done.body.contains("3 行有问题"), "{}", done.body);
        assert!(director.get("/organisations?q=望江").await.body.contains("望江社区调解工作室"));
        let again = director.post(&bring().await, &columns).await;
        assert!(again.body.contains("新增 0 条，更新 0 条，1 条本来就一样"), "{}", again.body);
        // Somebody else's table is not there.
        assert_eq!(site.client(Role::Administrator).await.get(&table).await.status, StatusCode::NOT_FOUND);
        assert_eq!(director.get("/organisations/blank.xlsx").await.status, StatusCode::OK);
        assert_eq!(director.get("/organisations.xlsx").await.status, StatusCode::OK);
        assert_eq!(site.client(Role::Clerk).await.get("/organisations/import").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
