//! `hetiao import`: applications in bulk, line by line, each with its own report; a second run goes on where the first stopped.

use std::io::BufRead as _;
use std::path::PathBuf;

use app::organisation;
use clap::Subcommand;
use domain::access::{Grant, Person, Role};
use domain::kernel::id::{AccountId, OrganisationId};

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
            let app = wiring::open(&place.target()?, 20).await?;
            let count = organisation::import_divisions(&app, &std::fs::read_to_string(file)?).await?;
            say(&format!("divisions {count}"))?;
            app.store.close().await;
            Ok(())
        }
    }
}

async fn applications(file: PathBuf, place: Place, office: Option<String>) -> anyhow::Result<()> {
    let app = wiring::open(&place.target()?, 20).await?;
    let office: OrganisationId = app::import::office(&app, office.as_deref()).await.map_err(|error| anyhow::anyhow!(crate::admin::explain(&error)))?;
    let system = Person { account: AccountId(uuid::Uuid::nil()), grants: vec![Grant { role: Role::System, office, division: String::new() }] };
    let cx = app.by(system);
    let source = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let lines = std::io::BufReader::new(std::fs::File::open(&file)?).lines();
    let (mut done, mut there, mut failed) = (0_u64, 0_u64, 0_u64);
    for (number, line) in lines.enumerate() {
        let number = number + 1;
        // A line that is not UTF-8 is reported like any other bad line.
        let line = match line {
            Ok(line) => line,
            Err(error) => {
                failed += 1;
                say(&format!("{number}\tfailed\t{error}"))?;
                continue;
            }
        };
        if line.trim().is_empty() {
            continue;
        }
        match app::import::import_line(&cx, office, &source, &line).await {
            Ok(app::import::Imported::New { number: case, id }) => {
                done += 1;
                say(&format!("{number}\tnew\t{case}\t{id}"))?;
            }
            Ok(app::import::Imported::There { id }) => {
                there += 1;
                say(&format!("{number}\tthere\t{id}"))?;
            }
            Err(fault) => {
                failed += 1;
                say(&format!("{number}\tfailed\t{}", crate::admin::explain(&fault)))?;
            }
        }
    }
    say(&format!("new {done} there {there} failed {failed}"))?;
    app.store.flush().await?;
    app.store.close().await;
    anyhow::ensure!(failed == 0, "{failed} lines failed");
    Ok(())
}
