//! Tables of the directory that come in from a spreadsheet: organisations, mediators, rooms.

use axum::http::StatusCode;
use domain::access::Role;
use testkit::engines::each_engine;
use testkit::site::{Client, Site};

use super::people::wrong;

/// Brings a table; gives the address at which its columns are looked at.
async fn bring(client: &Client, what: &str, csv: &str) -> String {
    let body = format!(
        "--B\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{}\r\n\
         --B\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"a.csv\"\r\n\r\n{csv}\r\n--B--\r\n",
        client.csrf()
    );
    let answer = client.post_raw(&format!("/{what}/import"), "multipart/form-data; boundary=B", body.into_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", wrong(&answer));
    answer.location.unwrap()
}

#[tokio::test]
async fn organisations_come_in_from_a_table_once_and_each_problem_is_named() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let csv = "本区调解组织,,,,\n单位全称,类型,区划,值班电话,负责人\n望江社区调解工作室,调解工作室,450206100000,０７７２-3210001,覃站长\n\
                   没有类型的站,跳舞,450206100000,,\n外区的站,调解站点,450204001000,,\n望江社区调解工作室,调解工作室,450206100000,,\n,,,,\n";
        let bring = async || bring(&director, "organisations", csv).await;
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

#[tokio::test]
async fn rooms_come_in_from_a_table_and_are_found_by_name_and_by_what_is_free() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let csv = "调解室登记表\n所属组织,名称,座位,可以线上调解,在用\n柳江区劳动人事争议多元调解中心,１号室（东）,１２,√,是\n\
                   柳江区劳动人事争议多元调解中心,１号室（西）,六,否,是\n柳江区劳动人事争议多元调解中心,1号室(东),12,√,是\n没有的组织,二号室,4,否,是\n";
        let looked = director.get(&bring(&director, "rooms", csv).await).await.body;
        assert!(looked.contains("新增 1 条") && looked.contains("3 行有问题"), "{looked}");
        assert!(looked.contains("和第 3 行重复") && looked.contains("没有叫这个名称的") && looked.contains("六"), "{looked}");
        let done = director.post(&bring(&director, "rooms", csv).await, &[]).await.body;
        assert!(done.contains("导入完成：新增 1 条"), "{done}");
        // Letters and signs stay as they were written; what differs by brackets only is another room.
        let found = director.get("/rooms?q=东&seats=12&online=1").await.body;
        assert!(found.contains("１号室（东）"), "{found}");
        let again = director.post(&bring(&director, "rooms", csv).await, &[]).await.body;
        assert!(again.contains("新增 0 条，更新 0 条，1 条本来就一样"), "{again}");
        let stopped = csv.replace("√,是", "√,否");
        assert!(director.post(&bring(&director, "rooms", &stopped).await, &[]).await.body.contains("更新 1 条"));
        assert!(!director.get("/rooms?q=东").await.body.contains("１号室（东）"), "it is not in use any more");
        assert!(director.get("/rooms?q=东&closed=1").await.body.contains("停用"));
        assert_eq!(director.get("/rooms.xlsx?q=东&closed=1").await.status, StatusCode::OK);
        assert_eq!(site.client(Role::Clerk).await.get("/rooms/import").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn mediators_come_in_from_a_table_only_where_an_account_is_and_are_found_by_what_they_know() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let line = |login: &str, name: &str, languages: &str| format!("{login},{name},兼职,劳动报酬（全部）、建筑业,{languages},是\n");
        let head = "登录名,姓名,专职调解员,熟悉的争议,语言,接收新案件\n";
        let (login, name) = ("mediator", "mediator");
        let csv = format!("{head}{}{}{}", line(login, name, "壮语、手语"), line("nobody", "没有账号", ""), line(login, "别的名字", ""));
        let looked = director.get(&bring(&director, "mediators", &csv).await).await.body;
        assert!(looked.contains("更新 1 条") && looked.contains("2 行有问题"), "{looked}");
        assert!(looked.contains("没有这个账号") && looked.contains("登录名和姓名对不上"), "{looked}");
        let done = director.post(&bring(&director, "mediators", &csv).await, &[]).await.body;
        assert!(done.contains("更新 1 条"), "{done}");
        let again = director.post(&bring(&director, "mediators", &csv).await, &[]).await.body;
        assert!(again.contains("更新 0 条，1 条本来就一样"), "{again}");
        let listed = async |query: &str| director.get(&format!("/mediators?{query}")).await.body.contains(&format!(">{name}</a>"));
        assert!(listed("language=壮语&field=remuneration&full_time=no").await);
        for none in ["full_time=yes", "language=藏语", "field=contract", "q=没有这个人"] {
            assert!(!listed(none).await, "{none}");
        }
        assert!(listed(&format!("q={name}")).await);
        assert_eq!(director.get("/mediators.xlsx?language=壮语").await.status, StatusCode::OK);
        assert_eq!(site.client(Role::Mediator).await.get("/mediators/import").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_record_comes_in_with_its_state_when_everything_that_leads_there_is_filled() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let head = "组织名称,状态,类别,设立文件,成立日期,备案编号\n";
        let row = |state: &str, filed: &str| {
            format!("拉堡镇劳动人事争议调解中心,{state},街道（乡镇）调解组织,江政发〔2021〕1号,2021-3-1,{filed}\n")
        };
        let looked = async |table: &str| {
            let (address, page) = super::register::import(&director, "profile", format!("{head}{table}")).await;
            (address, super::register::columns(&page), page.body)
        };
        let page = looked(&row("已备案", "")).await.2;
        assert!(page.contains("1 行有问题"), "what leads there must be filled: {page}");
        let page = looked(&row("跳舞", "45-1")).await.2;
        assert!(page.contains("可以写："), "{page}");
        let (address, columns, page) = looked(&row("已备案", "45-1")).await;
        assert!(page.contains("新增 1 条"), "{page}");
        let columns: Vec<(&str, &str)> = columns.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let done = director.post(&address, &columns).await.body;
        assert!(done.contains("导入完成：新增 1 条") && !done.contains("没有办到"), "{done}");
        let list = director.get("/registers/profile?state=filed").await.body;
        assert!(list.contains("拉堡镇劳动人事争议调解中心"), "{list}");
        let again = looked(&row("已备案", "45-1")).await.2;
        assert!(again.contains("1 条本来就一样"), "{again}");
        let other = looked(&row("筹建", "45-1")).await.2;
        assert!(other.contains("状态要在它自己的页面上"), "{other}");
    })
    .await;
}
