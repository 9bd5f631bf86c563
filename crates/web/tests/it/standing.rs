//! Books in which members of an office enter and ask and others decide: the six haves, titles, help from above, practices, inspections.

use axum::http::StatusCode;
use domain::access::Role;
use domain::kernel::Form as _;
use serde_json::json;
use testkit::engines::each_engine;
use testkit::site::{Client, Site};

use super::register::{enter, errors, step};

/// The records of a list, by their addresses.
async fn listed(client: &Client, address: &str) -> Vec<String> {
    let page = client.get(address).await.body;
    page.split("<th scope=\"row\"><a href=\"").skip(1).map(|rest| rest.split(['"', '?']).next().unwrap().to_owned()).collect()
}

async fn taken(client: &Client, record: &str, to: &str, fields: &[(&str, &str)]) {
    let answer = step(client, record, to, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{to}: {}", errors(&answer));
}

async fn refused(client: &Client, record: &str, to: &str, fields: &[(&str, &str)]) -> String {
    let answer = step(client, record, to, fields).await;
    assert!(matches!(answer.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::NOT_FOUND), "{to}: {}", answer.status);
    answer.body
}

async fn messages(site: &Site) -> String {
    site.client(Role::Director).await.get("/outbox").await.body
}

#[tokio::test]
async fn a_station_checks_itself_is_found_wanting_in_two_of_the_six_haves_by_those_above_and_put_right() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let (director, administrator) = (site.client(Role::Director).await, site.client(Role::Administrator).await);
        let (own, station) = (site.login("street_mediator").await, site.station.to_string());
        for (have, name) in [("place", "独立调解室不少于 1 间"), ("signs", "门口挂牌")] {
            enter(&director, "standard_item", &[("name", name), ("have", have)]).await;
        }
        let other = enter(&director, "standard_item", &[("name", "企业派专人"), ("have", "mediators"), ("applies[]", "enterprise")]).await;
        assert!(own.get("/standards").await.body.contains("没查"), "nothing is checked yet");
        let start = format!("/organisations/{station}/standards");
        assert_eq!(own.post(&start, &[("way", "visit")]).await.status, StatusCode::NOT_FOUND, "nobody visits themselves");
        assert_eq!(own.post(&start, &[("way", "self")]).await.status, StatusCode::SEE_OTHER);
        own.post(&start, &[("way", "self")]).await;
        director.post(&start, &[("way", "visit")]).await;
        let checks = listed(&own, &format!("/registers/standard?organisation={station}&f_way=self")).await;
        assert_eq!(checks.len(), 2, "each item once, and none that is for others: {other}");
        assert_eq!(listed(&own, "/registers/standard?f_way=visit").await.len(), 2, "a visit after it is no double");

        // The station says how it is; what is found is not for it to say.
        let page = own.get(&format!("{}/edit", checks[0])).await.body;
        assert!(page.contains("name=\"figure\"") && !page.contains("name=\"due\"") && !page.contains("name=\"gap\""), "{page}");
        let item = page.split("name=\"item\"").nth(1).unwrap();
        let item = item.split("value=\"").find(|one| one.contains("\" selected")).unwrap().split('"').next().unwrap().to_owned();
        let fields = [
            ("organisation", station.as_str()),
            ("item", &item),
            ("year", "2026"),
            ("way", "self"),
            ("figure", "1 间"),
            ("evidence", "照片"),
            ("due", "2027-01-01"),
            ("_version", "1"),
        ];
        let changed = own.post(&format!("{}/edit", checks[0]), &fields).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", errors(&changed));
        let page = own.get(&checks[0]).await.body;
        assert!(!page.contains("2027年1月1日") && page.contains("判定达标：由上级组织的主任或者管理员来办"), "{page}");
        refused(&own, &checks[0], "met", &[("figure", "1 间"), ("evidence", "照片")]).await;
        taken(&director, &checks[0], "met", &[("figure", "1 间"), ("evidence", "照片")]).await;
        assert_eq!(
            own.get(&format!("{}/edit", checks[0])).await.status,
            StatusCode::NOT_FOUND,
            "what was judged is not changed by the judged"
        );

        // A visit finds both wanting, also the one that was met; the station puts them right, another pair of eyes passes them.
        let gap = [("gap", "和会议室共用"), ("owner", "站长"), ("due", "2026-12-20")];
        taken(&director, &checks[0], "gap", &gap).await;
        taken(&director, &checks[1], "gap", &gap).await;
        assert!(director.get("/runs-out").await.body.contains("2026年12月20日"));
        assert!(messages(&site).await.contains("现在是“不达标”"), "the station is told");
        for check in &checks {
            taken(&own, check, "fixed", &[("remedy", "腾出一间")]).await;
            refused(&own, check, "passed", &[("rechecked_on", "2026-11-20")]).await;
        }
        taken(&administrator, &checks[0], "passed", &[("rechecked_on", "2026-11-20")]).await;
        let visits = listed(&director, "/registers/standard?f_way=visit").await;
        let told = refused(&director, &visits[0], "met", &[("figure", "1 间"), ("evidence", "照片")]).await;
        assert!(told.contains("要由另一个人来办"), "who visited does not pass it alone");
        for visit in &visits {
            taken(&administrator, visit, "met", &[("figure", "1 间"), ("evidence", "照片")]).await;
        }
        let board = own.get("/standards").await.body;
        assert!(board.contains("达标 1/1") && board.contains("2 有"), "{board}");
        assert!(own.get(&format!("/organisations/{station}")).await.body.contains("开始今年的自查"));
    })
    .await;
}

#[tokio::test]
async fn who_sends_help_who_goes_and_who_asked_are_three_people() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let (director, administrator) = (site.client(Role::Director).await, site.client(Role::Administrator).await);
        let (own, station, centre) = (site.login("street_mediator").await, site.station.to_string(), site.centre.to_string());
        let account = site.person(Role::Mediator).account.to_string();
        let person = async |name: &str, role: &str, account: &str| {
            let fields =
                [("name", name), ("organisation", centre.as_str()), ("roles[]", role), ("skills[]", "wage_arrears"), ("account", account)];
            enter(&director, "person", &fields).await.rsplit('/').next().unwrap().to_owned()
        };
        let (expert, volunteer) = (person("凌怀素", "expert", &account).await, person("阮青禾", "volunteer", "").await);
        let asked = [
            ("organisation", station.as_str()),
            ("sort", "asked"),
            ("matter", "健身房关门欠薪"),
            ("why", "sudden"),
            ("fields[]", "wage_arrears"),
            ("asked_on", "2026-11-20"),
        ];
        let record = enter(&own, "guidance", &asked).await;
        assert!(messages(&site).await.contains("新提交了“健身房关门欠薪”"), "those above are told");
        let sent = [("helper", expert.as_str()), ("sent_on", "2026-11-20")];
        refused(&own, &record, "sent", &sent).await;
        let form = director.get(&format!("{record}/steps/sent")).await.body;
        assert!(form.contains("凌怀素　对口；调解专家") && !form.contains("阮青禾"), "experts and officers to choose from: {form}");
        let wrong = refused(&director, &record, "sent", &[("helper", &volunteer), ("sent_on", "2026-11-20")]).await;
        assert!(wrong.contains("派谁去"), "{wrong}");
        taken(&director, &record, "sent", &sent).await;
        let page = own.get(&record).await.body;
        assert!(page.contains("柳江区劳动人事争议多元调解中心") && page.contains("报告工作情况：由凌怀素来办"), "{page}");
        for other in [&own, &director, &administrator] {
            refused(other, &record, "reported", &[("report", "谈妥")]).await;
        }
        let helper = site.client(Role::Mediator).await;
        taken(&helper, &record, "reported", &[("report", "垫付方案谈妥")]).await;
        refused(&helper, &record, "closed", &[("result", "settled")]).await;
        refused(&director, &record, "closed", &[("result", "settled")]).await;
        taken(&own, &record, "closed", &[("result", "settled")]).await;

        // Those above also send somebody without being asked; nobody else can say so.
        let regular = [
            ("organisation", station.as_str()),
            ("sort", "regular"),
            ("matter", "季度指导"),
            ("asked_on", "2026-11-20"),
            ("helper", &expert),
            ("sent_on", "2026-11-21"),
        ];
        let held = own.post("/registers/guidance/new", &regular).await;
        assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY, "members do not send");
        let half = director.post("/registers/guidance/new", &regular[..4]).await;
        assert!(half.status == StatusCode::UNPROCESSABLE_ENTITY && half.body.contains("派谁去"), "{}", errors(&half));
        let record = enter(&director, "guidance", &regular).await;
        let page = director.get(&record).await.body;
        assert!(page.contains("已派人") && page.contains("由谁派"), "{page}");
        let list = director.get("/registers/guidance").await.body;
        assert!(list.contains("凌怀素") && list.contains("调解成功"), "who guided whom with what result: {list}");
    })
    .await;
}

#[tokio::test]
async fn a_title_is_given_by_the_sum_of_the_panels_own_sheets_and_runs_out() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let (director, administrator) = (site.client(Role::Director).await, site.client(Role::Administrator).await);
        let (own, station) = (site.login("street_mediator").await, site.station.to_string());
        let mut fields = vec![
            ("organisation", station.as_str()),
            ("award", "gold"),
            ("year", "2026"),
            ("grounds", "双语调解"),
            ("from", "2026-01-01"),
            ("to", "2026-11-20"),
            ("handled", "900"),
            ("system", "25"),
        ];
        let record = enter(&own, "honour", &fields).await;
        let page = own.get(&record).await.body;
        assert!(
            page.contains("调解成功0/0，") && page.contains("不算比率") && !page.contains("900"),
            "figures are drawn from cases, not typed: {page}"
        );
        assert!(!own.get(&format!("{record}/edit")).await.body.contains("name=\"until\""), "the term is not for who applies");
        let id = record.rsplit('/').next().unwrap().to_owned();
        let judge = async |login: &str, points: &str| {
            let account = match login {
                "street_mediator" => site.other_mediator.account,
                _ => site.person(login.parse().unwrap()).account,
            };
            let sheet = [("honour", id.as_str()), ("judge", &account.to_string())];
            if login == "street_mediator" {
                let held = director.post("/registers/honour_sheet/new", &sheet).await;
                assert!(held.body.contains("评委不能评自己所在的组织"), "{}", errors(&held));
                return;
            }
            let sheet = enter(&director, "honour_sheet", &sheet).await;
            let scores = ["system", "profession", "service", "basis"].map(|name| (name, points));
            refused(&director, &sheet, "scored", &scores).await;
            taken(&site.login(login).await, &sheet, "scored", &scores).await;
        };
        judge("street_mediator", "25").await;
        judge("mediator", "10").await;
        judge("court_liaison", "12").await;
        let few = refused(&director, &record, "scored", &[]).await;
        assert!(few.contains("评审组还没有打完分"), "{few}");
        judge("union_officer", "11").await;
        taken(&director, &record, "scored", &[]).await;
        let page = director.get(&record).await.body;
        assert!(page.contains("44 分") && page.contains("不推荐"), "{page}");
        let named = [("document", "柳劳调〔2026〕21号"), ("awarded_on", "2026-11-20"), ("until", "2026-12-01")];
        assert!(refused(&director, &record, "awarded", &named).await.contains("得分没有到线"));

        fields[2] = ("year", "2025");
        let second = enter(&own, "honour", &fields).await;
        let id = second.rsplit('/').next().unwrap().to_owned();
        for role in [Role::Mediator, Role::CourtLiaison, Role::UnionOfficer] {
            let account = site.person(role).account.to_string();
            let sheet = enter(&director, "honour_sheet", &[("honour", id.as_str()), ("judge", &account)]).await;
            taken(&site.client(role).await, &sheet, "scored", &["system", "profession", "service", "basis"].map(|name| (name, "23"))).await;
        }
        taken(&administrator, &second, "scored", &[]).await;
        refused(&own, &second, "awarded", &named).await;
        taken(&director, &second, "awarded", &named).await;
        let profile = enter(&director, "profile", &[("organisation", &station), ("sort", "street")]).await;
        taken(&director, &profile, "founded", &[("founding_document", "柳江劳调〔2020〕1号"), ("founded_on", "2020-01-01")]).await;
        assert!(site.guest().get("/roster").await.body.contains("金牌调解组织（到2026年12月1日）"), "everybody may know");
        assert!(own.get(&format!("/organisations/{station}")).await.body.contains("金牌调解组织"));

        // The term ends, and with it the title.
        site.house.clock.later(13 * 24 * 60);
        assert!(!site.client(Role::Director).await.get(&format!("/organisations/{station}")).await.body.contains("金牌调解组织"));
        app::jobs::once(&site.house.app, app::jobs::Job::AnnounceEndings).await.unwrap();
        let page = site.client(Role::Director).await.get(&second).await.body;
        assert!(page.contains("已到期") && !page.contains("/steps/withdrawn"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_practice_is_published_by_those_above_and_by_no_colleague() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let (director, own, station) = (site.client(Role::Director).await, site.login("street_mediator").await, site.station.to_string());
        let fields =
            [("organisation", station.as_str()), ("name", "田间四步"), ("sort", "mediation"), ("problem", "季节工"), ("steps", "听算劝写")];
        let record = enter(&own, "practice", &fields).await;
        refused(&own, &record, "published", &[("opinion", "很好")]).await;
        taken(&director, &record, "returned", &[("opinion", "补效果")]).await;
        let page = own.get(&record).await.body;
        assert!(page.contains("改好再送审") && !page.contains("/steps/published"), "{page}");
        let form = own.get(&format!("{record}/steps/resubmitted")).await.body;
        assert!(form.contains("从“退回修改”变为“改后再送审”"), "a step that asks nothing says what it does: {form}");
        taken(&own, &record, "resubmitted", &[]).await;
        taken(&director, &record, "published", &[("opinion", "可复制")]).await;
    })
    .await;
}

#[tokio::test]
async fn whoever_inspected_does_not_pass_the_recheck_and_a_failed_one_goes_back() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let (director, administrator) = (site.client(Role::Director).await, site.client(Role::Administrator).await);
        let (own, station) = (site.login("street_mediator").await, site.station.to_string());
        let fields = [("organisation", station.as_str()), ("planned_on", "2026-11-20"), ("inspectors", "韦思岚")];
        let record = enter(&director, "inspection", &fields).await;
        taken(&director, &record, "found", &[("findings", "缺回访"), ("grade", "fair")]).await;
        taken(&director, &record, "rectifying", &[("rectification", "补齐"), ("due", "2026-12-01")]).await;
        taken(&own, &record, "fixed", &[("remedy", "补了")]).await;
        let recheck = [("rechecked_on", "2026-11-20"), ("result", "四件没有签收"), ("due", "2026-12-09")];
        assert!(refused(&director, &record, "closed", &recheck).await.contains("不能是办前面那一步的人"));
        refused(&own, &record, "closed", &recheck).await;
        taken(&administrator, &record, "again", &recheck).await;
        assert!(director.get("/runs-out").await.body.contains("2026年12月9日"), "it is due again");
        taken(&own, &record, "fixed", &[("remedy", "又补了")]).await;
        taken(&administrator, &record, "closed", &[("rechecked_on", "2026-11-20"), ("result", "齐了")]).await;
    })
    .await;
}

#[tokio::test]
async fn a_double_leads_to_what_stands_there_and_a_closed_organisation_is_not_chosen() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let (director, station) = (site.client(Role::Director).await, site.station.to_string());
        let fields = [("organisation", station.as_str()), ("system", "archive"), ("document", "档案制度")];
        let record = enter(&director, "working_system", &fields).await;
        let twice = director.post("/registers/working_system/new", &fields).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.body.contains(&format!("href=\"{record}\"")) && twice.body.contains("组织、哪一项制度都一样"), "{}", errors(&twice));

        let chief = site.house.app.by(site.person(Role::Administrator));
        let view = app::organisation::show(&chief, site.station).await.unwrap();
        let form = json!({
            "kind": "street", "name": view.row.name, "division": view.row.division, "number_prefix": view.row.number_prefix, "takes_cases": false, "active": false,
        });
        let form = app::organisation::OrganisationForm::read(&form).unwrap();
        app::organisation::update(&chief, site.station, form, view.row.version).await.unwrap();
        let closed = director.post("/registers/working_system/new", &[("organisation", station.as_str()), ("system", "handling"), ("document", "办理制度")]).await;
        assert!(closed.body.contains("这个组织已经撤销"), "{}", errors(&closed));
        let page = director.get(&format!("{record}/edit")).await.body;
        assert!(page.contains("（已经停用）"), "{page}");
    })
    .await;
}
