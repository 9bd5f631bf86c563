//! `hetiao claims`: what a claim is worth, for scripts and for checking. Needs no database.

use app::claims::Basis;
use clap::Subcommand;

use crate::periods::lines;

/// Subcommands of `claims`.
#[derive(Subcommand)]
pub(crate) enum Claims {
    /// 逐行计算：标准输入每行一个 JSON，标准输出每行一个答案
    Batch {
        /// 参数表（region,what,from,to,value,source）；不写就用随程序带的
        #[arg(long)]
        parameters: Option<std::path::PathBuf>,
    },
}

/// Runs a subcommand.
pub(crate) fn run(claims: Claims) -> anyhow::Result<()> {
    let Claims::Batch { parameters } = claims;
    let basis = match parameters {
        Some(file) => Basis::with_parameters(&std::fs::read_to_string(file)?)?,
        None => Basis::shipped()?,
    };
    let calendar = app::periods::calendar()?;
    let ground = basis.ground(&calendar);
    lines(|line| app::claims::line(line, &ground))
}
