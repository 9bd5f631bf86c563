//! `hetiao claims`: what a claim is worth, for scripts and for checking. Needs no database.

use std::io::{BufWriter, Write as _};

use app::claims::Basis;
use clap::Subcommand;

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
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in app::import::lines(std::io::stdin().lock()) {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        serde_json::to_writer(&mut out, &app::claims::line(&line, &ground))?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}
