//! `hetiao admin create`: the first administrator from the console. The password is read from standard input, never from a flag.

use std::io::BufRead as _;

use app::access::FirstOffice;
use clap::Subcommand;

use crate::config::Place;
use crate::serve::say;
use crate::wiring;

/// Subcommands of `admin`.
#[derive(Subcommand)]
pub(crate) enum Admin {
    /// 建立第一个管理员（密码从标准输入读一行）
    Create {
        #[command(flatten)]
        place: Place,
        /// 登录名
        #[arg(long)]
        login: String,
        /// 姓名
        #[arg(long)]
        name: String,
        /// 所在中心的名称
        #[arg(long)]
        office: String,
        /// 中心所在的 12 位行政区划代码
        #[arg(long)]
        division: String,
        /// 案号的机构代字，如 柳江劳人调
        #[arg(long)]
        prefix: String,
    },
}

/// Makes the first administrator.
pub(crate) async fn run(admin: Admin) -> anyhow::Result<()> {
    let Admin::Create { place, login, name, office, division, prefix } = admin;
    let app = wiring::open(&place, 20).await?;
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password)?;
    let office = FirstOffice::New { name: office, division, number_prefix: prefix };
    match app::access::create_first_administrator(&app, &login, &name, password.trim_end_matches(['\r', '\n']), office).await {
        Ok(_) => say(app::text::code("console", "admin_created"))?,
        Err(error) => anyhow::bail!(explain(&error)),
    }
    app.store.close().await;
    Ok(())
}

/// What went wrong, as the language file says it.
pub(crate) fn explain(error: &app::Error) -> String {
    match error {
        app::Error::Faults(faults) => {
            let lines = faults.0.iter().map(|(path, fault)| format!("{}: {}", path.as_str(), app::text::fault(fault)));
            lines.collect::<Vec<_>>().join("; ")
        }
        app::Error::Refused(refusal) => app::text::refusal(refusal),
        other => other.to_string(),
    }
}
