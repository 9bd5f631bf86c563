//! The one binary: serve, demo, import, verify, admin. Configuration and wiring only; anything else lives in a library.

mod admin;
mod bench;
mod claims;
mod config;
mod demo;
mod import;
mod periods;
mod serve;
mod simulate;
mod verify;
mod wiring;

use clap::{Parser, Subcommand};

use config::Place;

/// 和调：劳动人事争议协商调解平台
#[derive(Parser)]
#[command(name = "hetiao", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 启动服务
    Serve(serve::Serve),
    /// 启动演示城市（柳州市柳江区，全是虚构的人）
    Demo(demo::Demo),
    /// 账号
    Admin {
        #[command(subcommand)]
        command: admin::Admin,
    },
    /// 算一算请求值多少
    Claims {
        #[command(subcommand)]
        command: claims::Claims,
    },
    /// 批量导入
    Import {
        #[command(subcommand)]
        command: import::Import,
    },
    /// 期限：到期日、工作日，每个日期都说明是怎么算出来的
    Periods {
        #[command(subcommand)]
        command: periods::Periods,
    },
    /// 检查身份证号和统一社会信用代码
    Check {
        #[command(subcommand)]
        command: periods::Check,
    },
    /// 放假安排
    Calendar {
        #[command(subcommand)]
        command: periods::CalendarFile,
    },
    /// 检查案件和审计的哈希链
    Verify(Place),
    /// 量速度
    #[command(hide = true)]
    Bench(bench::Bench),
    /// 推演许多份协议
    #[command(hide = true)]
    Simulate(simulate::Simulate),
}

fn main() -> anyhow::Result<()> {
    config::start_log();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match Cli::parse().command {
            Command::Serve(serve) => serve::run(serve).await,
            Command::Demo(demo) => demo::run(demo).await,
            Command::Admin { command } => admin::run(command).await,
            Command::Claims { command } => claims::run(command),
            Command::Import { command } => import::run(command).await,
            Command::Periods { command } => periods::periods(command),
            Command::Check { command } => periods::check(&command),
            Command::Calendar { command } => periods::calendar(command).await,
            Command::Verify(place) => verify::run(&place).await,
            Command::Bench(bench) => bench::run(bench).await,
            Command::Simulate(simulate) => simulate::run(&simulate),
        }
    })
}
