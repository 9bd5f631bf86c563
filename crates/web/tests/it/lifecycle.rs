//! One life of an organisation: its profile says whether it takes cases; none ends that has open ones, which are handed over in one form.

use axum::http::StatusCode;
use domain::access::Role;
use domain::case::Act;
use domain::kernel::id::CaseId;
use serde_json::json;
use testkit::engines::each_engine;
use testkit::site::{Answer, Client, Site, application};

use crate::people::{enter, id_of, step, wrong};

const TURNED: [(&str, &str); 3] = [("turned_on", "2026-03-01"), ("turned_why", "唯一的调解员离任。"), ("turned_by", "柳江劳调〔2026〕9号")];

/// The station's profile, founded.
async fn founded(site: &Site, director: &Client) -> String {
    let station = site.station.to_string();
    let record = enter(director, "profile", &[("organisation", &station), ("sort", "street")]).await;
    let founding = [("founding_document", "柳江政办〔2024〕5号"), ("founded_on", "2024-05-01")];
    let done = step(director, &record, "founded", &founding).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", wrong(&done));
    record
}

/// A case that the centre has accepted.
async fn accepted(site: &Site, worker: &str, id_number: &str) -> CaseId {
    let mut form = application();
    form["applicants"][0] = json!({ "name": worker, "id_number": id_number, "phone": "19900000003" });
    let case = site.registered_as(&form).await;
    let clerk = site.person(Role::Clerk);
    let view = app::case::show(&site.house.app.by(clerk.clone()), case).await.unwrap();
    for party in &view.parties {
        let day = site.house.app.clock.now().day().to_string();
        site.act(&clerk, case, Act::Consent, json!({ "party": party.id.to_string(), "agrees": true, "day": day, "means": "in_person" }))
            .await;
    }
    site.act(&clerk, case, Act::Accept, json!({ "scope": "sc1", "complexity": "simple" })).await;
    case
}

async fn pass(site: &Site, case: CaseId) {
    let to = site.station.to_string();
    site.act(&site.person(Role::Clerk), case, Act::Assign, json!({ "mode": "pass", "organisation": to })).await;
}

async fn take(site: &Site, case: CaseId) -> Answer {
    let mediator = site.other_mediator.account.to_string();
    site.client(Role::Director).await.post(&format!("/cases/{case}/acts/dispatch.take"), &[("mediator", &mediator)]).await
}

#[tokio::test]
async fn a_station_that_is_suspended_is_offered_no_case_until_it_resumes() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let case = accepted(&site, "韦䶮", "110101199003071233").await;
        let (station, form) = (site.station.to_string(), format!("/cases/{case}/acts/dispatch.assign"));
        let offered = async || site.client(Role::Clerk).await.get(&form).await.body.contains(&station);
        assert!(offered().await);
        // Planned: what is only planned takes nothing.
        let record = enter(&director, "profile", &[("organisation", &station), ("sort", "street")]).await;
        assert!(!offered().await, "one that is only planned is not offered");
        step(&director, &record, "founded", &[("founding_document", "柳江政办〔2024〕5号"), ("founded_on", "2024-05-01")]).await;
        assert!(offered().await);

        // A case that was passed to it before cannot be taken while it is suspended.
        pass(&site, case).await;
        let without = step(&director, &record, "suspended", &TURNED[..1]).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY, "a suspension needs its reason and its document");
        let done = step(&director, &record, "suspended", &TURNED).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", wrong(&done));
        let page = director.get(&format!("/organisations/{station}")).await.body;
        assert!(page.contains(">暂停</a>") && page.contains(&format!("/organisations/{station}/cases")), "{page}");
        let refused = take(&site, case).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("现在不接案"), "{}", wrong(&refused));
        let other = accepted(&site, "吾买尔·艾合买提", "440203198506150048").await;
        let typed = [("mode", "pass"), ("organisation", station.as_str())];
        let refused = site.client(Role::Clerk).await.post(&format!("/cases/{other}/acts/dispatch.assign"), &typed).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("现在不接案"), "{}", wrong(&refused));
        assert!(!site.client(Role::Clerk).await.get(&format!("/cases/{other}/acts/dispatch.assign")).await.body.contains(&station));

        // The edit form does not do it: it says where it is done, and what is sent all the same is refused.
        let edit = director.get(&format!("/organisations/{station}/edit")).await.body;
        assert!(edit.contains("组织档案</a>里办") && !edit.contains("正常开展工作"), "{edit}");
        let fields = [
            ("kind", "street"),
            ("name", "拉堡镇劳动人事争议调解中心"),
            ("division", testkit::site::TOWN),
            ("_version", "4"),
            ("active", "on"),
        ];
        let sent = director.post(&format!("/organisations/{station}/edit"), &fields).await;
        assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.body.contains("由它的组织档案决定"), "{}", wrong(&sent));

        let done = step(&director, &record, "resumed", &TURNED).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", wrong(&done));
        assert_eq!(take(&site, case).await.status, StatusCode::SEE_OTHER);
        let shown = director.get(&format!("/organisations/{station}")).await.body;
        assert!(shown.contains("正常开展工作，没有撤销：是 → 否") && shown.contains("：否 → 是"), "the history tells both");
    })
    .await;
}

#[tokio::test]
async fn an_organisation_ends_only_when_its_open_cases_are_handed_over() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let station = site.station.to_string();
        let (asked, taken) =
            (accepted(&site, "韦䶮", "110101199003071233").await, accepted(&site, "吾买尔·艾合买提", "440203198506150048").await);
        pass(&site, asked).await;
        pass(&site, taken).await;
        assert_eq!(take(&site, taken).await.status, StatusCode::SEE_OTHER);

        // Without a profile the form itself refuses.
        let fields = [("kind", "street"), ("name", "拉堡镇劳动人事争议调解中心"), ("division", testkit::site::TOWN), ("_version", "1")];
        let sent = director.post(&format!("/organisations/{station}/edit"), &fields).await;
        assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.body.contains("移交给别的组织"), "{}", wrong(&sent));
        let record = founded(&site, &director).await;
        assert!(director.get(&format!("/organisations/{station}")).await.body.contains("在办 2 件"), "what it is asked to take counts");
        let refused = step(&director, &record, "closed", &TURNED).await;
        let page = format!("/organisations/{station}/cases");
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(&page), "{}", wrong(&refused));

        // One form: what nobody took is handed back and kept at the centre, what is mediated goes on there.
        let form = director.get(&page).await.body;
        let to = format!("{}.{}", site.centre, site.person(Role::Mediator).account);
        assert!(form.contains(&asked.to_string()) && form.contains(&taken.to_string()) && form.contains(&to), "{form}");
        assert!(!form.contains(&format!("{station}.")), "not to itself");
        let bad = director.post(&page, &[("to", &to), ("reason", "站点撤销")]).await;
        assert!(bad.status == StatusCode::UNPROCESSABLE_ENTITY && bad.body.contains("移交哪些案件"), "{}", wrong(&bad));
        let (one, two) = (asked.to_string(), taken.to_string());
        let typed = [("cases", one.as_str()), ("cases", two.as_str()), ("to", to.as_str()), ("reason", "站点撤销，中心接着办。")];
        let done = director.post(&page, &typed).await;
        assert!(
            done.status == StatusCode::OK && done.body.contains("已移交 2 件") && done.body.contains("没有在办的案件"),
            "{}",
            done.body
        );
        let timeline = director.get(&format!("/cases/{taken}")).await.body;
        assert!(timeline.contains("移交给") && timeline.contains("站点撤销，中心接着办。"), "{timeline}");
        assert_eq!(
            site.login("street_mediator").await.get(&format!("/cases/{taken}")).await.status,
            StatusCode::NOT_FOUND,
            "it is theirs no more"
        );
        assert_eq!(site.client(Role::Mediator).await.get(&format!("/cases/{taken}")).await.status, StatusCode::OK);

        let closed = step(&director, &record, "closed", &TURNED).await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", wrong(&closed));
        let row = app::organisation::show(&site.house.app.by(site.person(Role::Director)), site.station).await.unwrap().row;
        assert!(!row.active && row.takes_cases);
    })
    .await;
}

#[tokio::test]
async fn a_mediator_who_leaves_hands_over_every_case_that_the_rules_allow() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let (first, second) = (site.mediating().await, site.mediating_another().await);
        let (mediator, centre) = (site.person(Role::Mediator).account.to_string(), site.centre.to_string());
        let person = [("name", "覃美"), ("organisation", centre.as_str()), ("roles[]", "full_time"), ("account", mediator.as_str())];
        let person = enter(&director, "person", &person).await;
        let page = format!("/mediators/{mediator}/cases");
        assert!(
            director.get(&person).await.body.contains(&page) && director.get(&format!("/mediators/{mediator}")).await.body.contains(&page)
        );
        let refused = step(&director, &person, "resigned", &[]).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);

        // The successor is a party to the second case: that one stays where it is, with the reason.
        let cx = site.house.app.by(site.person(Role::Director));
        let view = app::organisation::mediator(&cx, site.other_mediator.account).await.unwrap().line.unwrap();
        let form =
            json!({ "organisations": [site.station.to_string()], "full_time": true, "active": true, "id_number": "440203198506150048" });
        let form = <app::organisation::MediatorForm as domain::kernel::Form>::read(&form).unwrap();
        app::organisation::put_mediator(&cx, site.other_mediator.account, Some(view.row.version), form).await.unwrap();
        let to = format!("{}.{}", site.station, site.other_mediator.account);
        let (one, two) = (first.to_string(), second.to_string());
        let typed = [("cases", one.as_str()), ("cases", two.as_str()), ("to", to.as_str()), ("reason", "辞职，交接给站点。")];
        let done = director.post(&page, &typed).await;
        assert!(done.status == StatusCode::OK && done.body.contains("已移交 1 件，有 1 件没有移交"), "{}", done.body);
        assert!(done.body.contains("应当回避"), "each that stays says why");
        let cx = site.house.app.by(site.person(Role::Director));
        let handler = async |case| app::case::show(&cx, case).await.unwrap().case.handler();
        assert_eq!((handler(first).await, handler(second).await), (Some(site.station), Some(site.centre)));

        // Who handles no dispatch does not see the page; a mediator is told nothing of it.
        assert_eq!(site.client(Role::Mediator).await.get(&page).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.client(Role::Statistician).await.post(&page, &typed).await.status, StatusCode::NOT_FOUND);
        let id = id_of(&person);
        assert!(director.get(&format!("/records/{id}")).await.body.contains("看在办案件"));
    })
    .await;
}

#[tokio::test]
async fn the_tree_shows_who_belongs_to_whom_and_who_does_not_work() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let (centre, station) = (site.centre.to_string(), site.station.to_string());
        let tree = site.client(Role::Clerk).await.get("/organisations/tree").await.body;
        let (above, below) =
            (tree.find(&format!("/organisations/{centre}\"")).unwrap(), tree.find(&format!("/organisations/{station}\"")).unwrap());
        assert!(above < below && tree[above..below].contains("<ul>"), "the station stands below the centre: {tree}");
        assert!(director.get("/organisations").await.body.contains("href=\"/organisations/tree\""));
        let page = director.get(&format!("/organisations/{station}")).await.body;
        assert!(page.contains(&format!("<dt>上级</dt><dd><a href=\"/organisations/{centre}\">")), "the way up: {page}");

        let record = founded(&site, &director).await;
        step(&director, &record, "suspended", &TURNED).await;
        let tree = director.get("/organisations/tree").await.body;
        assert!(tree.contains(&station) && tree.contains("暂停</span>"), "{tree}");
        assert!(director.get(&format!("/organisations/{centre}")).await.body.contains("暂停</span>"), "and on the page of the one above");
        step(&director, &record, "closed", &TURNED).await;
        assert!(!director.get("/organisations/tree").await.body.contains(&station), "who has ended stands there no more");
    })
    .await;
}

#[tokio::test]
async fn the_kind_of_an_organisation_and_its_profile_never_contradict_each_other() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let station = site.station.to_string();
        let wrong_sort = director.post("/registers/profile/new", &[("organisation", station.as_str()), ("sort", "station")]).await;
        assert!(
            wrong_sort.status == StatusCode::UNPROCESSABLE_ENTITY && wrong_sort.body.contains("和名录里这个组织的类型对不上"),
            "{}",
            wrong(&wrong_sort)
        );
        founded(&site, &director).await;
        let version = director.get(&format!("/organisations/{station}/edit")).await.body;
        let version = version.split("name=\"_version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let edit = |kind: &'static str| {
            let fields = [("kind", kind), ("name", "拉堡镇劳动人事争议调解中心"), ("division", testkit::site::TOWN), ("active", "on")];
            fields.into_iter().chain([("_version", version.as_str())]).map(|(name, value)| (name, value.to_owned())).collect::<Vec<_>>()
        };
        let fields = edit("tripartite");
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = director.post(&format!("/organisations/{station}/edit"), &fields).await;
        assert!(
            refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("和它的组织档案写的类别对不上"),
            "{}",
            wrong(&refused)
        );

        // A tripartite centre is one by its kind: the directory lists it, and its page says whose seat is empty.
        let new = [
            ("kind", "tripartite"),
            ("name", "柳江区三方联合调解中心"),
            ("division", testkit::site::COUNTY),
            ("active", "on"),
            ("takes_cases", "on"),
        ];
        let made = director.post("/organisations/new", &new).await.location.unwrap();
        let page = director.get(made.split('?').next().unwrap()).await.body;
        assert!(page.contains("三方联合调解中心") && page.contains("还缺") && page.contains("人社部门、工会、工商联"), "{page}");
        assert!(director.get("/coverage").await.body.contains("三方联合调解中心"), "coverage counts it by its kind");
    })
    .await;
}

#[tokio::test]
async fn an_enterprise_is_covered_by_its_committee_in_the_directory_as_long_as_that_works_and_past_days_tell_what_was() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let (station, code) = (site.station.to_string(), "91440203MA4W0K2G11");
        let firm = [
            ("name", "柳州鼎禾建筑工程有限公司"),
            ("uscc", code),
            ("organisation", station.as_str()),
            ("size", "large"),
            ("industry", "E"),
        ];
        enter(&director, "enterprise", &firm).await;
        let lacks = async || director.get("/coverage").await.body.contains("柳州鼎禾建筑工程有限公司（大型企业）：还没有设调解委员会");
        assert!(lacks().await);
        let new = [
            ("kind", "enterprise_committee"),
            ("name", "鼎禾建筑劳动争议调解委员会"),
            ("division", testkit::site::TOWN),
            ("serves_uscc", code),
            ("active", "on"),
            ("takes_cases", "on"),
        ];
        let made = director.post("/organisations/new", &new).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", wrong(&made));
        let shown = director.get("/coverage").await.body;
        assert!(!lacks().await && shown.contains("共 1 个，已有 1 个"), "the box was never ticked: {shown}");
        let before = site.house.app.clock.now().day();

        // Two days later it is suspended: today it covers nobody, that day it did.
        site.house.clock.later(2 * 24 * 60);
        let director = site.client(Role::Director).await;
        let committee = made.location.unwrap();
        let committee = committee.split('?').next().unwrap().rsplit('/').next().unwrap();
        let record = enter(&director, "profile", &[("organisation", committee), ("sort", "enterprise")]).await;
        let founding = [("founding_document", "职代会〔2024〕1号"), ("founded_on", "2024-05-01")];
        step(&director, &record, "founded", &founding).await;
        step(&director, &record, "suspended", &TURNED).await;
        let today = director.get("/coverage").await.body;
        assert!(today.contains("鼎禾建筑工程有限公司（大型企业）：还没有设调解委员会"), "{today}");
        let kinds = |body: &str| body.contains("企业劳动争议调解委员会");
        let then = director.get(&format!("/coverage?at={before}")).await;
        assert!(then.status == StatusCode::OK && then.body.contains("结束时的样子"), "{}", then.body);
        assert!(kinds(&then.body) && !kinds(&today), "that day it stood among the kinds");
        let table = director.get(&format!("/coverage.xlsx?table=kinds&at={before}")).await;
        assert_eq!(table.status, StatusCode::OK);
        let centre = director.get(&format!("/organisations/{}?at={before}", site.centre)).await.body;
        assert!(centre.contains("结束时的样子"), "{centre}");
    })
    .await;
}
