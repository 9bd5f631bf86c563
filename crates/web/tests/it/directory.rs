//! Coverage with its white spots, and how an organisation stood on a past day.

use axum::http::StatusCode;
use domain::access::Role;
use testkit::engines::each_engine;
use testkit::site::{Site, TOWN};

use super::people::{enter, wrong};

/// A credit code with its right check digit.
fn uscc(n: usize) -> String {
    let head = format!("91450200MA5K{n:05}");
    let check =
        "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().find(|check| domain::kernel::identity::Uscc::parse(&format!("{head}{check}")).is_ok());
    format!("{head}{}", check.unwrap())
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
        assert!(page.body.contains("1/2") && page.body.contains("共 2 个，已有 1 个"), "{}", page.body);
        let spot = "柳州乙建筑有限公司（中型企业）：还没有设调解委员会";
        assert!(page.body.contains(spot) && page.body.contains("派任务"), "{}", page.body);
        assert!(!page.body.contains("柳州甲建筑有限公司（"));
        let task = [("spot", spot), ("organisation", station.as_str()), ("owner", "站长"), ("due", "2026-12-31")];
        enter(&director, "white_spot_task", &task).await;
        assert!(director.get("/coverage").await.body.contains("已派，还没补上"));
        assert_eq!(director.get("/coverage?division=999999000000").await.status, StatusCode::NOT_FOUND);
        assert!(director.get(&format!("/coverage?division={TOWN}")).await.body.contains("共 1 个，已有"), "a street by itself");

        // Crossed: streets below open, a trade without a body is named, and each table goes out as a spreadsheet.
        assert!(
            page.body.contains(&format!("href=\"/coverage?division={TOWN}\"")) && page.body.contains("行业和企业规模"),
            "{}",
            page.body
        );
        assert!(page.body.contains("建筑业：还没有行业性调解组织"), "{}", page.body);
        // Narrowed by industry and by size at once: division × industry × size.
        let large = director.get("/coverage?industry=E&size=large").await.body;
        assert!(!large.contains("柳州乙建筑有限公司（") && large.contains("industry=E&#38;size=large"), "{large}");
        let medium = director.get("/coverage?industry=E&size=medium").await.body;
        assert!(medium.contains("柳州乙建筑有限公司（中型企业）"), "{medium}");
        let other = director.get("/coverage?industry=C").await.body;
        assert!(!other.contains("柳州乙建筑有限公司（") && !other.contains("建筑业：还没有行业性调解组织"), "{other}");
        assert_eq!(director.get("/coverage?industry=跳舞&size=巨型").await.status, StatusCode::OK);
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

        // The lists as they stood, narrowed by what was so then; and as a table.
        let (then, now) = ("拉堡镇劳动人事争议调解中心", "拉堡镇调解中心");
        let list = director.get(&format!("/organisations?at={before}&kind=street")).await.body;
        assert!(list.contains(then) && !list.contains(now) && list.contains("结束时的样子"), "{list}");
        assert!(!director.get(&format!("/organisations?at={before}&kind=court")).await.body.contains(then));
        assert!(!director.get(&format!("/organisations?at={before}&q=覃站长")).await.body.contains(then), "he came later");
        let long_ago = director.get("/organisations?at=2020-01-01").await.body;
        assert!(long_ago.contains("那一天还没有"), "{long_ago}");
        for list in ["organisations", "mediators", "rooms"] {
            let page = director.get(&format!("/{list}?at={before}")).await;
            assert!(page.status == StatusCode::OK && page.body.contains("结束时的样子"), "{list}: {}", page.body);
            assert_eq!(director.get(&format!("/{list}.xlsx?at={before}")).await.status, StatusCode::OK);
        }
        assert!(director.get(&format!("/mediators?at={before}&full_time=yes")).await.body.contains("street_mediator"));
        assert!(!director.get(&format!("/mediators?at={before}&full_time=no")).await.body.contains("street_mediator"));
        assert!(director.get(&format!("/rooms?at={before}")).await.body.contains("一号调解室"));
    })
    .await;
}
