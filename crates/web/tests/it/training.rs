//! Courses over HTTP: planned and held, signed in to on their day, and proven with a number and a code.

use axum::http::StatusCode;
use domain::access::Role;
use testkit::engines::each_engine;
use testkit::site::Site;

use super::people::{enter, id_of, linked, step, wrong};

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
async fn a_course_of_several_days_gives_the_hours_of_each_day_and_none_when_it_is_over() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let (centre, account) = (site.centre.to_string(), site.person(Role::Mediator).account.to_string());
        let today = site.house.app.clock.now().day();
        let (first, last) = (today.to_string(), today.plus(1).to_string());
        let person = [("name", "覃美"), ("organisation", centre.as_str()), ("roles[]", "full_time"), ("account", account.as_str())];
        let person = enter(&director, "person", &person).await;
        let course = vec![
            ("name", "跟班学习"),
            ("organisation", centre.as_str()),
            ("sort", "shadow"),
            ("day", first.as_str()),
            ("until", last.as_str()),
            ("hours", "8"),
        ];
        let unsaid = director.post("/registers/course/new", &course).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "how many hours a day?");
        let course = enter(&director, "course", &[&course[..], &[("hours_a_day", "4")]].concat()).await;
        for day in 0..2 {
            let mediator = site.client(Role::Mediator).await;
            let signed = mediator.post(&format!("{course}/attend"), &[]).await;
            assert_eq!(signed.status, StatusCode::SEE_OTHER, "day {day}: {}", wrong(&signed));
            assert_eq!(mediator.post(&format!("{course}/attend"), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "once a day");
            site.house.clock.later(24 * 60);
        }
        let late = site.client(Role::Mediator).await.post(&format!("{course}/attend"), &[]).await;
        assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.body.contains("日子已经过了"), "{}", wrong(&late));
        let director = site.client(Role::Director).await;
        assert_eq!(step(&director, &course, "held", &[]).await.status, StatusCode::SEE_OTHER);
        let page = director.get(&person).await.body;
        assert_eq!(page.matches("学时 4").count(), 2, "{page}");
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
