//! `hetiao import`: applications in bulk, line by line, each with its own report; a second run goes on where the first stopped.

use std::path::PathBuf;

use app::organisation;
use clap::Subcommand;
use domain::kernel::id::OrganisationId;

use crate::config::Place;
use crate::serve::say;
use crate::wiring;

/// Subcommands of `import`.
#[derive(Subcommand)]
pub(crate) enum Import {
    /// 导入调解申请（每行一个 JSON）
    Applications {
        /// 文件
        file: PathBuf,
        #[command(flatten)]
        place: Place,
        /// 登记的组织：编号（org_…）或名称；只有一个中心时可以不写
        #[arg(long)]
        office: Option<String>,
    },
    /// 导入行政区划（code,name,level,parent,path）
    Divisions {
        /// 文件
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
}

/// Imports a file.
pub(crate) async fn run(import: Import) -> anyhow::Result<()> {
    match import {
        Import::Applications { file, place, office } => applications(file, place, office).await,
        Import::Divisions { file, place } => {
            let app = wiring::open(&place, 20).await?;
            let count = organisation::import_divisions(&app, &std::fs::read_to_string(file)?).await?;
            say(&format!("divisions {count}"))?;
            app.store.close().await;
            Ok(())
        }
    }
}

async fn applications(file: PathBuf, place: Place, office: Option<String>) -> anyhow::Result<()> {
    let app = wiring::open(&place, 20).await?;
    let office = self::office(&app, office.as_deref()).await?;
    let cx = app.as_system_of(office);
    let source = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let reader = std::io::BufReader::new(std::fs::File::open(&file)?);
    let lines = app::import::lines(reader).collect::<Result<Vec<_>, _>>()?;
    let mut trouble = None;
    let report = |report: &app::import::LineReport| {
        if let Err(error) = say(&report.sentence()) {
            trouble = Some(error);
        }
    };
    let tally = app::import::import_lines(&cx, office, &source, lines, report).await?;
    say(&tally.sentence())?;
    app.store.flush().await?;
    app.store.close().await;
    if let Some(trouble) = trouble {
        return Err(trouble);
    }
    anyhow::ensure!(tally.refused == 0, "{} lines refused", tally.refused);
    Ok(())
}

/// The office named by its id or its name; the only centre when none is named.
async fn office(app: &app::App, named: Option<&str>) -> anyhow::Result<OrganisationId> {
    if let Some(id) = named.and_then(|named| named.parse().ok()) {
        return Ok(id);
    }
    let all = organisation::offices_named(app, named).await?;
    match all.as_slice() {
        [one] => Ok(*one),
        [] => anyhow::bail!("no such office: name it with --office (id or full name)"),
        _ => anyhow::bail!("several offices: name one with --office (id or full name)"),
    }
}
