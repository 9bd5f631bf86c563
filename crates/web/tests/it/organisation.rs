//! The directory: organisations, rooms, mediators, divisions.

use axum::http::StatusCode;
use domain::access::Role;
use testkit::engines::each_engine;
use testkit::site::{COUNTY, Site, TOWN};

#[tokio::test]
async fn the_directory_is_a_tree_that_is_read_by_all_and_kept_by_some() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = site.client(Role::Clerk).await;
        let list = clerk.get("/organisations").await;
        assert_eq!(list.status, StatusCode::OK);
        let (county, town) = (list.body.find(&format!("division={COUNTY}")), list.body.find(&format!("division={TOWN}")));
        assert!(county.unwrap() < town.unwrap() && !list.body.contains("href=\"/organisations/new"));
        let narrow = clerk.get(&format!("/organisations?division={TOWN}&kind=street")).await;
        assert!(narrow.body.contains("拉堡镇劳动人事争议调解中心") && !narrow.body.contains("柳江区劳动人事争议多元调解中心</a>"));
        assert!(clerk.get("/organisations?kind=court").await.body.contains("没有找到组织"));

        let page = clerk.get(&format!("/organisations/{}", site.centre)).await;
        for part in ["下属组织", "拉堡镇劳动人事争议调解中心", "一号调解室", "机构代字"] {
            assert!(page.body.contains(part), "{part}");
        }
        assert!(!page.body.contains("/edit"));
        assert_eq!(clerk.get(&format!("/organisations/{}/edit", site.centre)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(clerk.get("/organisations/org_00000000000000000000000000000001").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn an_organisation_is_added_changed_and_guarded_against_the_slower_one() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let form = director.get("/organisations/new").await;
        assert!(form.body.contains(&format!("value=\"{TOWN}\"")) && form.body.contains("拉堡镇"));
        let bad = director.post("/organisations/new", &[("name", "进德镇调解站点"), ("division", "110101000000")]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.body.contains("value=\"进德镇调解站点\""));
        let parent = site.centre.to_string();
        let new = [
            ("kind", "station"),
            ("name", "进德镇调解站点"),
            ("division", COUNTY),
            ("parent", parent.as_str()),
            ("takes_cases", "on"),
            ("active", "on"),
        ];
        let made = director.post("/organisations/new", &new).await;
        let href = made.location.clone().unwrap_or_else(|| panic!("{}", made.body));
        let href = href.split('?').next().unwrap();
        let edit = |name: &'static str| [&[("_version", "1"), ("name", name)], &new[..1], &new[2..]].concat();
        let first = director.post(&format!("{href}/edit"), &edit("进德镇劳动争议调解站点")).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
        let second = director.post(&format!("{href}/edit"), &edit("进德站")).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        assert!(second.body.contains("value=\"进德站\"") && second.body.contains("name=\"_version\" value=\"2\""));
        assert!(director.get(href).await.body.contains("进德镇劳动争议调解站点"));

        let room = director.post(&format!("{href}/rooms"), &[("name", ""), ("seats", "many")]).await;
        assert_eq!(room.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(room.body.contains("value=\"many\""));
        assert_eq!(
            director.post(&format!("{href}/rooms"), &[("name", "圆桌室"), ("seats", "8"), ("active", "on")]).await.status,
            StatusCode::SEE_OTHER
        );
        let page = director.get(href).await;
        let id = page.body.split("name=\"_room\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let renamed = [("_room", id), ("_version", "1"), ("name", "方桌室"), ("active", "on")];
        assert_eq!(director.post(&format!("{href}/rooms"), &renamed).await.status, StatusCode::SEE_OTHER);
        assert_eq!(director.post(&format!("{href}/rooms"), &renamed).await.status, StatusCode::CONFLICT);
        assert!(director.get(href).await.body.contains("方桌室"));
    })
    .await;
}

#[tokio::test]
async fn mediators_are_listed_shown_and_kept_without_their_number() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let (id, office) = (site.person(Role::Mediator).account, site.centre.to_string());
        let list = director.get("/mediators").await;
        assert!(list.body.contains(&format!("/mediators/{id}")) && list.body.contains("street_mediator"));
        let few = director.get(&format!("/mediators?organisation={office}")).await;
        assert!(!few.body.contains("street_mediator"));
        let path = format!("/mediators/{id}/edit");
        assert!(director.get(&path).await.body.contains("name=\"_version\" value=\"1\""));
        let form = [
            ("_version", "1"),
            ("organisations", office.as_str()),
            ("fields", "wage_arrears"),
            ("languages[0]", "壮语"),
            ("id_number", "110101199003071233"),
            ("active", "on"),
        ];
        let kept = director.post(&path, &form).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
        assert_eq!(director.post(&path, &form).await.status, StatusCode::CONFLICT);
        let page = director.get(&format!("/mediators/{id}")).await;
        for part in ["兼职", "拖欠工资", "壮语", "110***********1233"] {
            assert!(page.body.contains(part), "{part}");
        }
        assert!(!page.body.contains("110101199003071233") && !director.get(&path).await.body.contains("110101199003071233"));
        assert_eq!(site.client(Role::Clerk).await.get(&path).await.status, StatusCode::NOT_FOUND);
        // Somebody who is no mediator yet may become one.
        let clerk = site.person(Role::Clerk).account;
        assert!(director.get(&format!("/mediators/{clerk}/edit")).await.body.contains("编入调解员名册"));
    })
    .await;
}

#[tokio::test]
async fn a_newer_list_of_divisions_is_taken_whole_or_not_at_all() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let admin = site.client(Role::Administrator).await;
        let page = admin.get(&format!("/divisions?in={COUNTY}")).await;
        assert!(page.body.contains("拉堡镇") && page.body.contains("柳江区") && page.body.contains("type=\"file\""));
        let send = async |csv: &str, csrf: &str| {
            let part = |head: &str, text: &str| format!("--cut\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n");
            let body = part("name=\"_csrf\"", csrf) + &part("name=\"file\"; filename=\"a.csv\"", csv) + "--cut--\r\n";
            admin.post_raw("/divisions", "multipart/form-data; boundary=cut", body.into_bytes()).await
        };
        let good = "code,name,level,parent\n450206999000,新设街道,4,450206000000\n";
        assert_eq!(send(good, "forged").await.status, StatusCode::FORBIDDEN);
        let wrong = send("code,name,level,parent\n4502,柳州,2,450000000000\n", admin.csrf()).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("第 2 行"), "{}", wrong.body);
        assert_eq!(send("", admin.csrf()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let taken = send(good, admin.csrf()).await;
        assert!(taken.status == StatusCode::OK && taken.body.contains("导入了 1 个区划"), "{}", taken.body);
        assert!(admin.get(&format!("/divisions?in={COUNTY}")).await.body.contains("新设街道"));
        let clerk = site.client(Role::Clerk).await;
        assert!(!clerk.get("/divisions").await.body.contains("type=\"file\""));
        assert_eq!(clerk.post("/divisions", &[]).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
