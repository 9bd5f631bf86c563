//! Fields that name a person or an organisation: a few are chosen from, of many one writes the name.

use axum::http::StatusCode;
use domain::access::Role;
use testkit::engines::each_engine;
use testkit::site::Site;

use super::people::{enter, id_of, wrong};
use super::register::{columns, import};

#[tokio::test]
async fn of_many_people_one_writes_the_name_and_chooses_where_several_fit() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let centre = site.centre.to_string();
        let first = enter(&director, "person", &[("name", "覃美"), ("organisation", &centre), ("roles[]", "full_time")]).await;
        let form = director.get("/registers/certificate/new").await.body;
        assert!(form.contains(&format!("<option value=\"{}\">覃美</option>", id_of(&first))), "a few are chosen from: {form}");

        let rows: Vec<String> = (0..110).map(|n| format!("韦{n:03},柳江区劳动人事争议多元调解中心,专职调解员,\n")).collect();
        let unclear = "韦不明,柳江区劳动人事争议多元调解中心,跳舞,\n";
        let csv = format!("姓名,组织,身份,身份证号\n{}{unclear}", rows.concat());
        let (table, looked) = import(&director, "person", &csv).await;
        assert!(looked.body.contains("新增 110 条"), "{}", looked.body);
        assert!(looked.body.contains("可以写：专职调解员、兼职调解员"), "what may stand there is named: {}", looked.body);
        let taken = columns(&looked);
        let taken: Vec<(&str, &str)> = taken.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert!(director.post(&table, &taken).await.body.contains("导入完成"));
        let form = director.get("/registers/certificate/new").await.body;
        assert!(!form.contains("韦001") && form.contains("请写名称"), "of many one writes the name: {form}");

        let with =
            |person: &'static str| [("person", person), ("letter", "柳江调聘〔2026〕9号"), ("from", "2026-01-01"), ("until", "2026-12-31")];
        for (person, told) in [("韦0", "对得上的不止一个"), ("没有这个人", "没有找到叫这个名称的"), ("?", "这一项要填写")]
        {
            let refused = director.post("/registers/certificate/new", &with(person)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains(told), "{person}: {}", wrong(&refused));
            assert_eq!(refused.body.contains(">韦001</option>"), person == "韦0", "those that fit are chosen from");
        }
        let certificate = enter(&director, "certificate", &with(" 韦 007")).await;
        assert!(director.get(&certificate).await.body.contains("韦007"));
        // What stands there is shown by its name, and can be changed for another one.
        let edit = director.get(&format!("{certificate}/edit")).await.body;
        assert!(edit.contains("selected>韦007</option>") && edit.contains("换一个，写名称来找"), "{edit}");
    })
    .await;
}
