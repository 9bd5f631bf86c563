//! `hetiao demo`: the synthetic city on a fresh data folder, then the site with one login for each role.

use std::sync::Arc;

use app::App;
use app::port::Clock as _;
use city::{Login, Plan, SimClock};
use clap::Args;
use tokio::net::TcpListener;

use crate::config::{Fonts, Listen, Place};
use crate::serve::{self, say};
use crate::wiring::{self, LaterClock, WallClock};

/// Flags of `demo`.
#[derive(Args)]
pub(crate) struct Demo {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    listen: Listen,
    #[command(flatten)]
    fonts: Fonts,
    /// 种子：同一个种子，同一座城市
    #[arg(long, default_value_t = 20_260)]
    seed: u64,
    /// 案件数
    #[arg(long, default_value_t = 300)]
    cases: usize,
    /// 把钟往后拨几天，看到期以后的样子（用同一个数据目录再启动一次）
    #[arg(long, default_value_t = 0)]
    days_later: u16,
    /// 只打印机器要读的行
    #[arg(long)]
    quiet: bool,
}

/// Tells the city when the folder is fresh, then serves.
pub(crate) async fn run(demo: Demo) -> anyhow::Result<()> {
    let listener = TcpListener::bind(&demo.listen.address).await?;
    let app = wiring::open(&demo.place, demo.listen.upload_mb).await?;
    let app = App {
        quick_passwords: true,
        clock: Arc::new(LaterClock { days: demo.days_later }),
        press: Arc::new(demo.fonts.press()?),
        exchange: Arc::new(exchange::SayCodes::new(std::io::stdout())),
        ..app
    };
    if !demo.quiet {
        say(app::text::code("console", "telling"))?;
    }
    let logins = tell(&app, &demo).await?;
    if !demo.quiet {
        say(app::text::code("console", "logins"))?;
    }
    say(&logins)?;
    serve::listen(app, listener, &demo.listen).await
}

/// Tells the city on a fresh folder; gives a line for each login. A second start finds the lines beside the data.
async fn tell(app: &App, demo: &Demo) -> anyhow::Result<String> {
    let kept = demo.place.data.join("demo-logins.txt");
    if let Ok(lines) = std::fs::read_to_string(&kept) {
        return Ok(lines);
    }
    anyhow::ensure!(app::access::setup_token(app).await?.is_some(), "the data folder is in use already: choose another with --data");
    let clock = SimClock::at(WallClock.now());
    let plan = Plan { cases: demo.cases, ..Plan::demo(WallClock.now()) };
    let told = city::tell(app, &clock, demo.seed, &plan).await?;
    app.store.flush().await?;
    let line = |login: &Login| format!("HETIAO_LOGIN {} {} {}", login.role.code(), login.login, login.password);
    let lines = told.logins.iter().map(line).collect::<Vec<_>>().join("\n");
    std::fs::create_dir_all(&demo.place.data)?;
    std::fs::write(&kept, &lines)?;
    Ok(lines)
}
