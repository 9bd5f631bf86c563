//! Registers over HTTP: entered, found, changed, moved on, seen as they stood, imported from untidy tables; and who may see what.

use axum::http::StatusCode;
use domain::access::Role;
use domain::case::Act;
use serde_json::json;
use testkit::engines::each_engine;
use testkit::site::{Answer, Client, Site};

/// Enters a record and gives its page.
pub(crate) async fn enter(client: &Client, register: &str, fields: &[(&str, &str)]) -> String {
    let answer = client.post(&format!("/registers/{register}/new"), fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{register}: {}", errors(&answer));
    answer.location.unwrap().split('?').next().unwrap().to_owned()
}

/// The lines of a page that tell what is wrong.
pub(crate) fn errors(answer: &Answer) -> String {
    let wrong = |line: &&str| line.contains("error") || line.contains("alert");
    answer.body.lines().filter(wrong).map(|line| line.chars().take(600).collect::<String>()).collect::<Vec<_>>().join("\n")
}

/// Takes a step; the page is drawn from the newest version.
pub(crate) async fn step(client: &Client, record: &str, to: &str, fields: &[(&str, &str)]) -> Answer {
    let form = client.get(&format!("{record}/steps/{to}")).await;
    let version = form.body.split("name=\"_version\" value=\"").nth(1).map_or("", |rest| rest.split('"').next().unwrap()).to_owned();
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("_version", version.as_str())]).collect();
    client.post(&format!("{record}/steps/{to}"), &fields).await
}

pub(crate) fn upload(csrf: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut body = format!("--B\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{csrf}\r\n").into_bytes();
    body.extend(format!("--B\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"{name}\"\r\n\r\n").into_bytes());
    body.extend(bytes);
    body.extend(b"\r\n--B--\r\n");
    body
}

/// Brings a table; gives the address of its mapping, and that page.
pub(crate) async fn import(client: &Client, register: &str, table: impl AsRef<[u8]>) -> (String, Answer) {
    let body = upload(client.csrf(), "名册", table.as_ref());
    let brought = client.post_raw(&format!("/registers/{register}/import"), "multipart/form-data; boundary=B", body).await;
    assert_eq!(brought.status, StatusCode::SEE_OTHER, "{}", errors(&brought));
    let address = brought.location.unwrap();
    (address.clone(), client.get(&address).await)
}

/// What the columns are taken for, as the button that imports sends it.
pub(crate) fn columns(mapping: &Answer) -> Vec<(String, String)> {
    let parts = mapping.body.split("<input type=\"hidden\" name=\"c").skip(1);
    parts.map(|part| (format!("c{}", part.split('"').next().unwrap()), part.split('"').nth(2).unwrap().to_owned())).collect()
}

#[tokio::test]
async fn a_record_is_seen_as_it_stood_and_every_change_says_who_and_when() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let station = site.station.to_string();
        let fields =
            [("name", "韦䶮"), ("organisation", &station), ("roles[]", "part_time"), ("languages[]", "zhuang"), ("phone", "19900000001")];
        let record = enter(&director, "person", &fields).await;
        let first = site.house.app.clock.now().day();
        site.house.clock.later(3 * 24 * 60);
        let director = site.client(Role::Director).await;
        let version = [("_version", "1"), ("_reason", "转为专职"), ("name", "韦䶮"), ("organisation", &station), ("roles[]", "full_time")];
        let changed = director.post(&format!("{record}/edit"), &version).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", errors(&changed));
        let stale = director.post(&format!("{record}/edit"), &version).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let page = director.get(&record).await.body;
        assert!(page.contains("兼职调解员 → 专职调解员") && page.contains("转为专职") && page.contains("director"), "{page}");
        let past = director.get(&format!("{record}?at={first}")).await.body;
        assert!(past.contains("壮语") && past.contains("兼职调解员") && past.contains("结束时的样子"), "{past}");
        let list = director.get(&format!("/registers/person?at={first}&f_roles=part_time")).await.body;
        assert!(list.contains("韦䶮"), "{list}");
        assert!(!director.get("/registers/person?f_roles=part_time").await.body.contains("韦䶮"));
        let before = director.get(&format!("/registers/person?at={}", first.plus(-1))).await.body;
        assert!(!before.contains("韦䶮"));
        assert_eq!(director.get(&format!("{record}?at={}", first.plus(-1))).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn telephone_numbers_are_masked_for_all_but_those_who_keep_the_register() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let centre = site.centre.to_string();
        let fields = [
            ("name", "覃美"),
            ("organisation", &centre),
            ("roles[]", "full_time"),
            ("phone", "19900000009"),
            ("id_number", "110101199003071233"),
        ];
        let record = enter(&director, "person", &fields).await;
        assert!(director.get(&record).await.body.contains("19900000009"));
        let id = record.rsplit('/').next().unwrap();
        let log = site.client(Role::Auditor).await.get("/audit").await.body;
        let shown = log.split("<tr").any(|line| line.contains("查看完整的证件号或电话") && line.contains(id));
        assert!(shown, "who saw the numbers in clear stands in the log: {log}");
        for role in [Role::Clerk, Role::Mediator, Role::CourtLiaison, Role::Auditor] {
            let page = site.client(role).await.get(&record).await;
            assert_eq!(page.status, StatusCode::OK, "{role}");
            assert!(!page.body.contains("19900000009") && !page.body.contains("110101199003071233"), "{role}");
            assert_eq!(site.client(role).await.get(&format!("{record}/edit")).await.status, StatusCode::NOT_FOUND, "{role}");
        }
        for page in ["/registers/person", "/roster", "/api/roster"] {
            assert!(!director.get(page).await.body.contains("19900000009"), "{page}");
        }
        let guest = site.guest();
        let open = guest.get("/api/roster").await;
        let known: serde_json::Value = serde_json::from_str(&open.body).unwrap();
        let person = &known["people"][0];
        let names: Vec<&String> = person.as_object().unwrap().keys().collect();
        assert_eq!(names, ["name", "organisation", "roles", "title"]);
        assert!(guest.get("/roster").await.body.contains("覃美"));
        assert_eq!(guest.get("/registers/person").await.status, StatusCode::SEE_OTHER, "the register itself wants a login");
    })
    .await;
}

#[tokio::test]
async fn a_mediator_from_choice_to_dismissal_leaves_no_case_behind() {
    each_engine(|store| {
        Box::pin(async move {
            let site = Site::open(store).await;
            let case = site.mediating().await;
            let (director, administrator) = (site.client(Role::Director).await, site.client(Role::Administrator).await);
            let (centre, account) = (site.centre.to_string(), site.person(Role::Mediator).account.to_string());
            // Chosen: checked, talked to, tried, and appointed by somebody else.
            let fields = [("name", "覃美"), ("id_number", "110101199003071233"), ("organisation", centre.as_str())];
            let candidate = enter(&director, "candidacy", &fields).await;
            let half = step(&director, &candidate, "checked", &[("fair", "on"), ("checked_by", "人事科")]).await;
            assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY, "every condition must be ticked");
            let unticked = [("fair", "on"), ("keen", "on"), ("lawful", "on"), ("steady", "off"), ("checked_by", "人事科")];
            let half = step(&director, &candidate, "checked", &unticked).await;
            assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY, "a box that says no is not ticked");
            let ticks = ["fair", "keen", "lawful", "steady"].map(|name| (name, "on"));
            let checked: Vec<(&str, &str)> = ticks.into_iter().chain([("checked_by", "人事科核对学历和无犯罪证明")]).collect();
            assert_eq!(step(&director, &candidate, "checked", &checked).await.status, StatusCode::SEE_OTHER);
            let talk = [("interviewed_on", "2026-11-20"), ("interview", "能胜任")];
            assert_eq!(step(&director, &candidate, "interviewed", &talk).await.status, StatusCode::SEE_OTHER);
            let agreed = [("trial", "好"), ("pledged_on", "2026-11-20")];
            let page = director.get(&candidate).await.body;
            assert!(page.contains("同意聘任：这一步要由另一个人来办") && !page.contains("/steps/appointed"), "the step is for somebody else");
            assert_eq!(step(&director, &candidate, "appointed", &agreed).await.status, StatusCode::UNPROCESSABLE_ENTITY, "four eyes");
            assert_eq!(step(&administrator, &candidate, "appointed", &agreed).await.status, StatusCode::SEE_OTHER);
            assert_eq!(site.client(Role::Clerk).await.get(&candidate).await.status, StatusCode::NOT_FOUND, "a personnel file");

            let fields = [("name", "覃美"), ("organisation", centre.as_str()), ("roles[]", "full_time"), ("account", account.as_str())];
            let person = enter(&director, "person", &fields).await;
            let id = person.rsplit('/').next().unwrap().to_owned();
            let term = |until: &'static str| [("person", id.clone()), ("letter", "柳江调聘〔2026〕1号".to_owned()), ("from", "2026-01-01".to_owned()), ("until", until.to_owned())];
            let short = term("2026-12-30").map(|(name, value)| (name, value));
            let short: Vec<(&str, &str)> = short.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let refused = director.post("/registers/certificate/new", &short).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("不能少于一年"), "{}", errors(&refused));
            let full = term("2026-12-31");
            let full: Vec<(&str, &str)> = full.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let certificate = enter(&director, "certificate", &full).await;
            assert!(director.get("/runs-out").await.body.contains("聘书和证件"), "the term is announced in time");
            // Their own file is open to the mediator, and to no other one.
            assert_eq!(site.client(Role::Mediator).await.get(&certificate).await.status, StatusCode::OK);
            assert_eq!(site.client(Role::UnionOfficer).await.get(&certificate).await.status, StatusCode::NOT_FOUND);
            // The letter is printed from the record, by whoever may see it.
            assert!(director.get(&certificate).await.body.contains(&format!("{certificate}/letter.pdf")));
            let letter = site.client(Role::Mediator).await.get(&format!("{certificate}/letter.pdf")).await;
            assert!(letter.status == StatusCode::OK && letter.body.starts_with("%PDF"), "{}", letter.status);
            assert_eq!(site.client(Role::UnionOfficer).await.get(&format!("{certificate}/letter.pdf")).await.status, StatusCode::NOT_FOUND);
            assert_eq!(director.get(&format!("{person}/letter.pdf")).await.status, StatusCode::NOT_FOUND, "not an appointment");

            let gone = [("grounds", "unfit"), ("left_on", "2026-11-20")];
            let held = step(&director, &person, "dismissed", &gone).await;
            assert!(held.status == StatusCode::UNPROCESSABLE_ENTITY && held.body.contains("没办完的案件"), "{}", errors(&held));
            assert_eq!(step(&director, &person, "suspended", &gone).await.status, StatusCode::SEE_OTHER);
            let form = director.get(&format!("/mediators/{account}")).await.body;
            assert!(form.contains("暂不接案"), "{form}");
            let close = json!({
                "result": "failed", "reason": "双方分歧太大。", "body": "柳江区劳动人事争议仲裁院", "address": "虚设路2号", "phone": "0772-3211234",
                "limitation": site.house.app.clock.now().day().plus(300).to_string(), "both_told": true,
            });
            site.act(&site.person(Role::Director), case, Act::Close, close).await;
            assert_eq!(step(&director, &person, "dismissed", &gone).await.status, StatusCode::SEE_OTHER);
            let page = director.get(&person).await.body;
            assert!(page.contains("已解聘") && page.contains("考核不合格"), "{page}");
        })
    })
    .await;
}

#[tokio::test]
async fn an_untidy_roster_comes_in_row_by_row_and_a_second_time_changes_nothing() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let csv = "柳江区调解员名册,,,,,\n调解员 姓名,身份证号,联系方式,,单位,人员类别\n,,手机号,从事调解的日期,,\n\
                   覃美,110101199003071233,１９９０００００００１,2019/3/5,柳江区劳动人事争议多元调解中心,专职调解员、讲师\n\
                   ,,,,,\n\
                   韦强,110101199003071239,19900000002,43529,柳江区劳动人事争议多元调解中心,兼职调解员\n\
                   黄丽,,1990000,昨天,没有这个单位,跳舞\n\
                   覃 美,110101199003071233,19900000001,2019.3.5,柳江区劳动人事争议多元调解中心,专职调解员\n";
        let (address, page) = import(&director, "person", csv).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        for told in ["新增 1 条", "3 行有问题", "第 6 行", "第 7 行", "和第 4 行重复", "D　从事调解的日期"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        assert!(!page.body.contains("110101199003071239"), "numbers are masked in the report too");
        let columns = columns(&page);
        let fields: Vec<(&str, &str)> = columns.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let done = director.post(&address, &fields).await;
        assert!(done.body.contains("导入完成：新增 1 条"), "{}", errors(&done));
        let list = director.get("/registers/person").await.body;
        assert!(list.contains("覃美") && !list.contains("黄丽"), "{list}");
        let (address, again) = import(&director, "person", csv).await;
        assert!(again.body.contains("新增 0 条，更新 0 条，1 条本来就一样"), "{}", again.body);
        director.post(&address, &fields).await;
        assert!(director.get("/registers/person").await.body.contains("共 1 条"));
        let export = director.get("/registers/person/export.xlsx").await;
        assert_eq!(export.status, StatusCode::OK);
        let other = site.client(Role::Administrator).await.get(&address).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "a table belongs to who brought it");
    })
    .await;
}

#[tokio::test]
async fn two_people_of_one_name_stand_in_the_roster_when_a_number_tells_them_apart() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let centre = site.centre.to_string();
        let person = |more: &[(&'static str, &'static str)]| {
            let mut fields = vec![("name", "覃美"), ("organisation", centre.as_str()), ("roles[]", "full_time")];
            fields.extend_from_slice(more);
            fields
        };
        let first = enter(&director, "person", &person(&[])).await;
        let second = director.post("/registers/person/new", &person(&[("phone", "19900000002")])).await;
        assert!(second.status == StatusCode::UNPROCESSABLE_ENTITY && second.body.contains("分不清是不是同一个"), "{}", errors(&second));
        let changed = person(&[("phone", "19900000001"), ("_version", "1")]);
        assert_eq!(director.post(&format!("{first}/edit"), &changed).await.status, StatusCode::SEE_OTHER);
        enter(&director, "person", &person(&[("phone", "19900000002")])).await;
        let third = director.post("/registers/person/new", &person(&[("id_number", "110101199003071233"), ("phone", "19900000002")])).await;
        assert!(third.status == StatusCode::UNPROCESSABLE_ENTITY && third.body.contains("已经有同样的一条"), "{}", errors(&third));
        // In a table the telephone says who is who; a number that is brought later is no new person.
        let csv = "姓名,身份证号,手机,单位,类别\n覃美,110101199003071233,19900000001,柳江区劳动人事争议多元调解中心,专职调解员\n\
                   覃 美,,19900000002,柳江区劳动人事争议多元调解中心,讲师\n覃美,,,柳江区劳动人事争议多元调解中心,讲师\n\
                   覃美,,19900000003,柳江区劳动人事争议多元调解中心,讲师\n";
        let (address, page) = import(&director, "person", csv).await;
        for told in ["新增 1 条，更新 2 条", "1 行有问题", "分不清是不是同一个"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        let columns = columns(&page);
        let fields: Vec<(&str, &str)> = columns.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert!(director.post(&address, &fields).await.body.contains("新增 1 条，更新 2 条"));
        let (_, again) = import(&director, "person", csv).await;
        assert!(again.body.contains("新增 0 条，更新 0 条，3 条本来就一样"), "{}", again.body);
        assert!(director.get("/registers/person").await.body.contains("共 3 条"));
    })
    .await;
}
