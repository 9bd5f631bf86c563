//! The roster over HTTP: what everybody may find in it, what only those who keep files of personnel see, and what no form and no table goes round.

use axum::http::StatusCode;
use domain::access::Role;
use serde_json::Value;
use testkit::engines::each_engine;
use testkit::site::{Answer, Client, Site};

use crate::people::{enter, id_of, linked, step, wrong};
use crate::register::{columns, import, upload};

fn refused(answer: &Answer, words: &str) {
    assert!(
        answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(words),
        "{words}: {} {}",
        answer.status,
        wrong(answer)
    );
}

async fn json(client: &Client, path: &str) -> Value {
    serde_json::from_str(&client.get(path).await.body).unwrap()
}

fn names(value: &Value) -> Vec<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

/// Every text of a spreadsheet.
fn texts(bytes: Vec<u8>) -> String {
    use std::io::Read as _;
    let mut folder = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for at in 0..folder.len() {
        let mut file = folder.by_index(at).unwrap();
        let mut text = Vec::new();
        file.read_to_end(&mut text).unwrap();
        all.push_str(&String::from_utf8_lossy(&text));
    }
    all
}

/// A person with every field that a form asks for.
async fn full(site: &Site, director: &Client) -> String {
    let (centre, account) = (site.centre.to_string(), site.person(Role::Mediator).account.to_string());
    let fields = [
        ("name", "覃美"),
        ("id_number", "110101199003071233"),
        ("sex", "female"),
        ("phone", "19900000009"),
        ("organisation", centre.as_str()),
        ("roles[]", "expert"),
        ("expert_grade", "city"),
        ("background[]", "judge"),
        ("skills[]", "wage_arrears"),
        ("trades[]", "C"),
        ("languages[]", "zhuang"),
        ("available", "工作日全天"),
        ("education", "研究生，法学"),
        ("since", "2019-03-05"),
        ("account", account.as_str()),
        ("photo_public", "on"),
    ];
    enter(director, "person", &fields).await
}

#[tokio::test]
async fn nothing_that_is_hidden_is_found_by_the_public_search() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let person = full(&site, &director).await;
        let today = site.house.app.clock.now().day().to_string();
        let warned = [("grounds", "insult"), ("left_on", today.as_str()), ("_reason", "训诫后改正")];
        assert_eq!(step(&director, &person, "warned", &warned).await.status, StatusCode::SEE_OTHER);
        let guest = site.guest();
        for hidden in ["侮辱", "训诫", "研究生", "法学", "女", "19900000009", "110101199003071233", "城市", "2019", "警告"] {
            let found = json(&guest, &format!("/api/roster?q={hidden}")).await;
            assert_eq!((&found["people"], &found["changes"]), (&Value::Array(vec![]), &Value::Array(vec![])), "{hidden}");
            assert!(guest.get(&format!("/roster?q={hidden}")).await.body.contains("没有找到"), "{hidden}");
        }
        for known in ["覃美", "壮语", "退休法官", "制造业", "工作日", "多元调解中心"] {
            assert_eq!(json(&guest, &format!("/api/roster?q={known}")).await["counts"]["people"], 1, "{known}");
        }
        // Nor by those who are signed in and keep no files.
        assert!(!site.client(Role::Clerk).await.get("/registers/person?q=侮辱").await.body.contains("覃美"));
    })
    .await;
}

#[tokio::test]
async fn the_public_roster_has_these_fields_of_a_full_record_and_no_others() {
    each_engine(|store| {
        Box::pin(async move {
            let site = Site::open(store).await;
            let director = site.client(Role::Director).await;
            let (centre, station) = (site.centre.to_string(), site.station.to_string());
            let person = full(&site, &director).await;
            let today = site.house.app.clock.now().day().to_string();
            let picture = upload(director.csrf(), "照片.png", b"\x89PNG\r\n\x1a\n0000");
            let sent = director.post_raw(&format!("{person}/files"), "multipart/form-data; boundary=B", picture).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", wrong(&sent));
            let id = id_of(&person);
            for (sort, until) in [("loan", ""), ("second", "2026-01-01")] {
                let from = if until.is_empty() { today.as_str() } else { "2025-01-01" };
                let posting =
                    [("person", id.as_str()), ("organisation", station.as_str()), ("sort", sort), ("from", from), ("until", until)];
                enter(&director, "posting", &posting).await;
            }
            assert_eq!(
                step(&director, &person, "warned", &[("grounds", "insult"), ("left_on", &today)]).await.status,
                StatusCode::SEE_OTHER
            );
            let book = site.house.app.lists.registers().find("profile").unwrap().register.clone();
            let profile = [
                ("organisation", station.as_str()),
                ("sort", "street"),
                ("legal_nature", "public_body"),
                ("founding_document", "柳江政办〔2020〕1号"),
                ("founded_on", "2020-01-01"),
                ("arbitrator_phone", "0772-3210000"),
            ];
            let profile = enter(&director, "profile", &profile).await;
            let founded =
                step(&director, &profile, "founded", &[("founding_document", "柳江政办〔2020〕1号"), ("founded_on", "2020-01-01")]).await;
            assert_eq!(founded.status, StatusCode::SEE_OTHER, "{}", wrong(&founded));
            let notice = [
                ("number", "招〔2026〕1号"),
                ("organisation", centre.as_str()),
                ("places", "2"),
                ("conditions", "公道正派"),
                ("until", today.as_str()),
            ];
            enter(&director, "recruitment", &notice).await;

            let guest = site.guest();
            let open = json(&guest, "/api/roster").await;
            assert_eq!(names(&open), ["changes", "counts", "next", "notices", "organisations", "people"]);
            let of_person =
                ["available", "background", "languages", "name", "organisation", "photo", "roles", "serves", "skills", "title", "trades"];
            assert_eq!(names(&open["people"][0]), of_person);
            assert_eq!(open["people"][0]["serves"], "拉堡镇劳动人事争议调解中心（借调）", "what is over is not told");
            let public = book.fields.iter().filter(|field| field.public).map(|field| field.name.as_str());
            let of_organisation: Vec<&str> = public.chain(["address", "phone", "hours", "title", "titles"]).collect();
            for name in names(&open["organisations"][0]) {
                assert!(of_organisation.contains(&name.as_str()), "{name}");
            }
            assert_eq!(open["organisations"][0]["phone"], "0772-7210001");
            assert!(!open["organisations"][0].to_string().contains("0772-3210000"));
            assert_eq!(names(&open["notices"][0]), ["conditions", "number", "organisation", "places", "title", "until"]);
            assert_eq!(names(&open["changes"][0]), ["day", "what"]);
            assert!(!open.to_string().contains("侮辱") && !open.to_string().contains("警告"), "{open}");
            let page = guest.get("/roster").await.body;
            for told in ["正在招聘调解员", "href=\"#changes\"", "0772-7210001", "借调", "class=\"face\""] {
                assert!(page.contains(told), "{told}: {page}");
            }

            // The photo is for everybody as long as the person agrees, and stands on the own page anyway.
            let photo = open["people"][0]["photo"].as_str().unwrap().to_owned();
            let shown = guest.get(&photo).await;
            assert_eq!((shown.status, shown.content_type.as_str()), (StatusCode::OK, "image/png"));
            assert!(director.get(&person).await.body.contains("class=\"face\""));
            let version = director.get(&format!("{person}/edit")).await.body;
            let version = version.split("name=\"_version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            let no_more = [
                ("name", "覃美"),
                ("id_number", "110101199003071233"),
                ("organisation", &centre),
                ("roles[]", "expert"),
                ("_version", &version),
            ];
            assert_eq!(director.post(&format!("{person}/edit"), &no_more).await.status, StatusCode::SEE_OTHER);
            assert_eq!(guest.get(&photo).await.status, StatusCode::NOT_FOUND);
            assert_eq!(names(&json(&guest, "/api/roster").await["people"][0]), ["name", "organisation", "roles", "serves", "title"]);
            // A notice is over with its day.
            site.house.clock.later(24 * 60);
            assert_eq!(json(&guest, "/api/roster").await["notices"], Value::Array(vec![]));
        })
    })
    .await;
}

#[tokio::test]
async fn the_public_roster_counts_all_and_pages_by_key() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let row = |n: u32| format!("安{n:03},1990000{n:04},柳江区劳动人事争议多元调解中心,志愿者");
        let rows = (0..130).map(row).collect::<Vec<_>>().join("\n");
        let (address, page) = import(&director, "person", format!("姓名,手机,单位,类别\n{rows}")).await;
        let columns = columns(&page);
        let fields: Vec<(&str, &str)> = columns.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        director.post(&address, &fields).await;
        let guest = site.guest();
        let page = guest.get("/roster").await.body;
        assert!(page.contains("130 人") && page.contains("安011") && !page.contains("安012"), "{page}");
        let next = linked(&page, "下一页").replace("&#38;", "&").replace("&amp;", "&");
        let second = guest.get(&next).await.body;
        assert!(second.contains("安012") && !second.contains("安011") && second.contains("上一页"), "{second}");
        let (mut all, mut after) = (Vec::new(), String::new());
        loop {
            let got = json(&guest, &format!("/api/roster?people_after={after}")).await;
            assert_eq!(got["counts"]["people"], 130);
            all.extend(got["people"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap().to_owned()));
            let Some(next) = got["next"]["people_after"].as_str() else { break };
            after = next.to_owned();
        }
        all.dedup();
        assert_eq!(all.len(), 130);
    })
    .await;
}

#[tokio::test]
async fn nobody_writes_the_hours_and_duties_of_anybody_but_who_keeps_the_books() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let (director, mediator) = (site.client(Role::Director).await, site.client(Role::Mediator).await);
        let id = id_of(&full(&site, &director).await);
        let (centre, today) = (site.centre.to_string(), site.house.app.clock.now().day().to_string());
        let course =
            [("name", "工资争议调解"), ("organisation", centre.as_str()), ("sort", "lecture"), ("day", today.as_str()), ("hours", "6")];
        let course = id_of(&enter(&director, "course", &course).await);
        let hours = |hours: &'static str| [("person", id.as_str()), ("course", course.as_str()), ("day", today.as_str()), ("hours", hours)];
        let record = enter(&director, "attendance", &hours("6")).await;
        let duty = [("person", id.as_str()), ("sort", "window"), ("organisation", &centre), ("from", &today), ("until", &today)];
        let duty_record = enter(&director, "duty", &duty).await;
        for role in [Role::Mediator, Role::Clerk, Role::UnionOfficer] {
            let client = site.client(role).await;
            for address in [
                format!("{record}/edit"),
                format!("{duty_record}/edit"),
                "/registers/attendance/new".to_owned(),
                "/registers/duty/new".to_owned(),
            ] {
                assert_eq!(client.get(&address).await.status, StatusCode::NOT_FOUND, "{role} {address}");
            }
            let more: Vec<(&str, &str)> = hours("90").into_iter().chain([("_version", "1")]).collect();
            assert_eq!(client.post(&format!("{record}/edit"), &more).await.status, StatusCode::NOT_FOUND, "{role}");
            assert_ne!(client.post("/registers/duty/new", &duty).await.status, StatusCode::SEE_OTHER, "{role}");
        }
        assert!(mediator.get(&record).await.body.contains("学时"), "to read it is everybody's");
        assert!(!mediator.get("/duty").await.body.contains("/registers/duty/new"));
    })
    .await;
}

#[tokio::test]
async fn nobody_is_on_duty_and_away_at_once_and_nothing_ends_before_it_begins() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let (id, centre) = (id_of(&full(&site, &director).await), site.centre.to_string());
        let duty = |sort: &'static str, from: &'static str, until: &'static str| {
            [("person", id.as_str()), ("sort", sort), ("organisation", centre.as_str()), ("from", from), ("until", until)]
        };
        refused(&director.post("/registers/duty/new", &duty("leave", "2026-12-10", "2026-12-01")).await, "比开始的还早");
        enter(&director, "duty", &duty("window", "2026-12-01", "2026-12-03")).await;
        refused(&director.post("/registers/duty/new", &duty("leave", "2026-12-03", "2026-12-05")).await, "已经排了班");
        enter(&director, "duty", &duty("leave", "2026-12-04", "2026-12-05")).await;
        refused(&director.post("/registers/duty/new", &duty("lawyer", "2026-12-05", "2026-12-05")).await, "已经登记了请假");
    })
    .await;
}

#[tokio::test]
async fn what_is_written_at_a_step_is_written_by_no_other_form_and_by_no_table() {
    each_engine(|store| {
        Box::pin(async move {
            let site = Site::open(store).await;
            let director = site.client(Role::Director).await;
            let centre = site.centre.to_string();
            let form = director.get("/registers/candidacy/new").await.body;
            for hidden in ["interview", "trial", "why", "fair", "person"] {
                assert!(!form.contains(&format!("name=\"{hidden}\"")), "{hidden}");
            }
            assert!(!director.get("/registers/person/new").await.body.contains("name=\"grounds\""));
            let candidate = [("name", "覃美"), ("id_number", "110101199003071233"), ("organisation", centre.as_str())];
            let early: Vec<(&str, &str)> = candidate.into_iter().chain([("interview", "很好")]).collect();
            refused(&director.post("/registers/candidacy/new", &early).await, "办那一步的时候才填");
            let record = enter(&director, "candidacy", &candidate).await;
            let ticked: Vec<(&str, &str)> = candidate.into_iter().chain([("fair", "on"), ("_version", "1")]).collect();
            refused(&director.post(&format!("{record}/edit"), &ticked).await, "办那一步的时候才填");
            // A table that says what only a step says has its row refused, new or known; without it goes in.
            let table = |more: &str, cell: &str| {
                format!("姓名,公民身份号码,应聘哪个组织,{more}\n覃美,110101199003071233,柳江区劳动人事争议多元调解中心,{cell}\n韦强,110101199003071217,柳江区劳动人事争议多元调解中心,{cell}\n")
            };
            let (_, page) = import(&director, "candidacy", table("面谈意见", "很好")).await;
            assert!(page.body.contains("2 行有问题") && page.body.contains("办那一步的时候才填"), "{}", page.body);
            let (_, page) = import(&director, "candidacy", table("本人情况", "做过网格员")).await;
            assert!(page.body.contains("新增 1 条，更新 1 条"), "{}", page.body);
            // What a step wrote comes back unchanged, and is put right at the step itself.
            let checks = [("fair", "on"), ("keen", "on"), ("lawful", "on"), ("steady", "on"), ("checked_by", "人事科")];
            assert_eq!(step(&director, &record, "checked", &checks).await.status, StatusCode::SEE_OTHER);
            let same = "姓名,公民身份号码,应聘哪个组织,公道正派,核对人和依据\n覃美,110101199003071233,柳江区劳动人事争议多元调解中心,是,人事科\n";
            let (_, page) = import(&director, "candidacy", same).await;
            assert!(page.body.contains("1 条本来就一样"), "{}", page.body);
            assert!(director.get(&record).await.body.contains("更正：核对条件"));
            let put_right = [("fair", "on"), ("keen", "on"), ("lawful", "on"), ("steady", "on"), ("checked_by", "人事科，看了原件")];
            assert_eq!(step(&director, &record, "checked", &put_right).await.status, StatusCode::SEE_OTHER);
            assert!(director.get(&record).await.body.contains("人事科 → 人事科，看了原件"));
        })
    })
    .await;
}

/// A valid number of somebody who was born then.
fn born(day: &str) -> String {
    let body = format!("450206{day}123");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    format!("{body}{}", "10X98765432".chars().nth(usize::try_from(sum % 11).unwrap()).unwrap())
}

#[tokio::test]
async fn a_child_is_not_chosen_and_who_was_refused_may_apply_for_the_next_notice() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let (centre, today) = (site.centre.to_string(), site.house.app.clock.now().day());
        let notice = async |number: &str| {
            let fields =
                [("number", number), ("organisation", &centre), ("places", "2"), ("conditions", "公道正派"), ("until", "2026-12-31")];
            id_of(&enter(&director, "recruitment", &fields).await)
        };
        let (first, second) = (notice("招1号").await, notice("招2号").await);
        let birthday = |years: i32, days: i64| {
            let day = today.plus(days);
            born(&format!("{}{:02}{:02}", day.year() - years, day.month(), day.day()))
        };
        let checks = [("fair", "on"), ("keen", "on"), ("lawful", "on"), ("steady", "on"), ("checked_by", "人事科")];
        let child = birthday(18, 1);
        let apply = |number: &str, notice: &str| {
            [("name", "童小小"), ("id_number", number), ("organisation", centre.as_str()), ("recruitment", notice)]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let enter_one = async |fields: [(String, String); 4]| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            director.post("/registers/candidacy/new", &fields).await
        };
        let entered = enter_one(apply(&child, &first)).await;
        let record = entered.location.unwrap().split('?').next().unwrap().to_owned();
        refused(&step(&director, &record, "checked", &checks).await, "调解仲裁法第11条");
        assert_eq!(step(&director, &record, "refused", &[("why", "未成年")]).await.status, StatusCode::SEE_OTHER);
        refused(&enter_one(apply(&child, &first)).await, "已经有同样的一条");
        let again = enter_one(apply(&child, &second)).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", wrong(&again));
        // Of age from the birthday on.
        let grown = enter_one(apply(&birthday(18, 0), &second)).await;
        let record = grown.location.unwrap().split('?').next().unwrap().to_owned();
        assert_eq!(step(&director, &record, "checked", &checks).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn who_is_appointed_stands_in_the_roster_and_has_a_letter_and_nothing_is_typed_twice() {
    each_engine(|store| {
        Box::pin(async move {
            let site = Site::open(store).await;
            let director = site.client(Role::Director).await;
            let centre = site.centre.to_string();
            let candidate =
                [("name", "覃美"), ("id_number", "110101199003071233"), ("phone", "19900000009"), ("organisation", centre.as_str())];
            let record = enter(&director, "candidacy", &candidate).await;
            let checks = [("fair", "on"), ("keen", "on"), ("lawful", "on"), ("steady", "on"), ("checked_by", "人事科")];
            assert_eq!(step(&director, &record, "checked", &checks).await.status, StatusCode::SEE_OTHER);
            let talk = [("interviewed_on", "2026-11-20"), ("interview", "能胜任")];
            assert_eq!(step(&director, &record, "interviewed", &talk).await.status, StatusCode::SEE_OTHER);
            let agreed = [("trial", "免试用"), ("pledged_on", "2026-11-20")];
            assert_eq!(step(&site.client(Role::Administrator).await, &record, "appointed", &agreed).await.status, StatusCode::SEE_OTHER);

            let take = async |way: &str, more: &[(&str, &str)]| {
                let form = director.get(&format!("{record}/ways/{way}")).await.body;
                let value = |name: &str| {
                    let field = form.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_default();
                    field.split('>').next().unwrap().split("value=\"").nth(1).map_or("", |rest| rest.split('"').next().unwrap()).to_owned()
                };
                let typed = ["_version", "name", "id_number", "phone", "from", "until"].map(|name| (name, value(name)));
                let chosen = form.contains(&format!("value=\"{centre}\" selected")).then_some(("organisation", centre.clone()));
                let typed: Vec<(&str, String)> = typed.into_iter().chain(chosen).filter(|(_, value)| !value.is_empty()).collect();
                let fields: Vec<(&str, &str)> =
                    typed.iter().map(|(name, value)| (*name, value.as_str())).chain(more.iter().copied()).collect();
                director.post(&format!("{record}/ways/{way}"), &fields).await
            };
            let listed = take("list", &[("roles[]", "full_time")]).await;
            assert_eq!(listed.status, StatusCode::SEE_OTHER, "{}", wrong(&listed));
            let person = listed.location.unwrap().split('?').next().unwrap().to_owned();
            let page = director.get(&person).await.body;
            assert!(page.contains("覃美") && page.contains("19900000009") && page.contains("110101199003071233"), "{page}");
            let certified = take("certify", &[("letter", "聘〔2026〕1号")]).await;
            assert_eq!(certified.status, StatusCode::SEE_OTHER, "{}", wrong(&certified));
            let page = director.get(&record).await.body;
            assert!(page.contains("已发聘书") && page.contains(&person), "{page}");
            assert!(director.get(&person).await.body.contains("聘〔2026〕1号"));
            assert_eq!(director.get(&format!("{record}/ways/list")).await.status, StatusCode::NOT_FOUND, "once");
        })
    })
    .await;
}

#[tokio::test]
async fn grounds_fit_what_is_done_and_are_for_those_who_keep_the_files() {
    each_engine(|store| {
        Box::pin(async move {
            let site = Site::open(store).await;
            let director = site.client(Role::Director).await;
            let person = full(&site, &director).await;
            let today = site.house.app.clock.now().day();
            let day = today.to_string();
            let form = director.get(&format!("{person}/steps/warned")).await.body;
            for ground in ["广西条例65条", "令17号35条", "私自收费"] {
                assert!(form.contains(ground), "{ground}");
            }
            assert!(!form.contains("本人申请") && director.get(&format!("{person}/steps/resigned")).await.body.contains("本人申请"));
            refused(&step(&director, &person, "warned", &[("grounds", "own_wish"), ("left_on", &day)]).await, "");
            refused(&step(&director, &person, "resigned", &[("grounds", "bribe"), ("left_on", &day)]).await, "");
            let to_come = today.plus(1).to_string();
            refused(&step(&director, &person, "warned", &[("grounds", "fees"), ("left_on", &to_come)]).await, "还没有到");
            let warned = [("grounds", "fees"), ("left_on", day.as_str()), ("_reason", "收了两百元")];
            assert_eq!(step(&director, &person, "warned", &warned).await.status, StatusCode::SEE_OTHER);
            for role in [Role::Director, Role::Administrator, Role::Supervisor, Role::Mediator] {
                assert!(site.client(role).await.get(&person).await.body.contains("私自收费"), "{role}");
            }
            for role in [Role::Clerk, Role::UnionOfficer, Role::CourtLiaison, Role::Auditor] {
                let client = site.client(role).await;
                let page = client.get(&person).await.body;
                assert!(page.contains("覃美") && !page.contains("私自收费") && !page.contains("收了两百元"), "{role}: {page}");
                let list = client.get("/registers/person?q=私自收费").await.body;
                assert!(!list.contains("覃美"), "{role}");
            }
            let cx = |role: Role| site.house.app.by(site.person(role));
            let export = async |role: Role| {
                let bytes =
                    app::organisation::register::sheet::export(&cx(role), "person", &app::organisation::register::Narrow::default()).await;
                texts(bytes.unwrap())
            };
            assert!(export(Role::Director).await.contains("私自收费") && !export(Role::Clerk).await.contains("私自收费"));
            // Back again: the grounds are gone from the record and stay in its history.
            assert_eq!(step(&director, &person, "serving_again", &[]).await.status, StatusCode::SEE_OTHER);
            let page = director.get(&person).await.body;
            let (now, past) = page.split_once("id=\"past\"").unwrap();
            assert!(!now.contains("私自收费") && past.contains("私自收费") && past.contains("→ （空）"), "{page}");
        })
    })
    .await;
}
