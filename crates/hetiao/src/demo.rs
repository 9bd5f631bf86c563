//! `hetiao demo`: the synthetic city on a fresh data folder, then the site with one login for each role.

use std::sync::Arc;

use app::App;
use app::port::Clock as _;
use clap::Args;
use tokio::net::TcpListener;

use crate::config::{Listen, Place};
use crate::serve::{self, say};
use crate::wiring::{self, WallClock};

/// Flags of `demo`.
#[derive(Args)]
pub(crate) struct Demo {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    listen: Listen,
    /// 种子：同一个种子，同一座城市
    #[arg(long, default_value_t = 20_260)]
    seed: u64,
    /// 案件数
    #[arg(long, default_value_t = 300)]
    cases: usize,
    /// 只打印机器要读的行
    #[arg(long)]
    quiet: bool,
}

/// Tells the city when the folder is fresh, then serves.
pub(crate) async fn run(demo: Demo) -> anyhow::Result<()> {
    let listener = TcpListener::bind(&demo.listen.listen).await?;
    let target = demo.place.target()?;
    let app = wiring::open(&target, demo.listen.upload_mb).await?;
    let app = App { quick_passwords: true, ..app };
    if !demo.quiet {
        say("正在讲述柳江区的一年（虚构的城市，没有一个真人）……")?;
    }
    let logins = tell(&app, &demo).await?;
    if !demo.quiet {
        say("每个角色一个账号（只用于演示）：")?;
    }
    for login in &logins {
        say(&format!("HETIAO_LOGIN {} {} {}", login.role.code(), login.login, login.password))?;
        if !demo.quiet {
            say(&format!("  {}　{}", app::text::code("role", login.role.code()), login.name))?;
        }
    }
    serve::listen(app, listener, &demo.listen).await
}

async fn tell(app: &App, demo: &Demo) -> anyhow::Result<Vec<city::Login>> {
    if let Some(logins) = city::logins(app).await? {
        return Ok(logins);
    }
    let clock = Arc::new(city::SimClock::new(WallClock.now()));
    let dice = Arc::new(city::SeededDice::new(demo.seed, clock.clone()));
    let teller = App { store: app.store.relaxed(), clock: clock.clone(), dice, ..app.clone() };
    let plan = city::Plan { cases: demo.cases, ..city::Plan::until(WallClock.now()) };
    let told = city::tell(&teller, &clock, demo.seed, &plan).await?;
    app.store.flush().await?;
    Ok(told.logins)
}
