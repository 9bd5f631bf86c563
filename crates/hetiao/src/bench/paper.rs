//! `hetiao bench papers`: papers a second on one core, beside LibreOffice making a PDF of the same paper's Word document; how long
//! a dossier of 200 pages and a stack for 500 workers take, and how much memory.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use app::document::model::{Align, Binder, BinderSort, Block, Check, Column, Paper, Part, PartContent, Press as _, SignaturePlace};
use documents::OfficePress;
use domain::kernel::Day;
use serde::Deserialize;

use super::Folder;
use super::measure::ratio;
use super::words::Words;
use crate::serve::say;

/// How many papers are set after a few unmeasured ones.
const PAPERS: usize = 100;
/// How often LibreOffice is started.
const CONVERTED: usize = 3;
/// A dossier of so many two-page papers has 200 pages.
const DOSSIER: usize = 99;
/// One paper for each worker of a large case.
const WORKERS: usize = 500;

/// The words of an agreement.
#[derive(Deserialize)]
struct Sample {
    title: String,
    number: String,
    head: Vec<(String, String)>,
    heading: Vec<String>,
    paragraph: String,
    items: Vec<String>,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    notice: String,
    signatures: Vec<String>,
    seal: String,
    copies: String,
    binder: String,
}

impl Sample {
    fn shipped() -> Result<Self> {
        Ok(serde_json::from_str(include_str!("paper.json"))?)
    }

    /// The agreement of somebody: each is different.
    fn paper(&self, words: &Words, n: usize) -> Paper {
        let fill = |text: &str| {
            text.replace("{n}", &(n + 1).to_string()).replace("{name}", &words.name(n)).replace("{company}", &words.company(n))
        };
        let heading = |at: usize| Block::Heading(self.heading.get(at).cloned().unwrap_or_default());
        let column = |title: &String| Column { title: title.clone(), align: Align::Left, weight: 1 };
        let body = vec![
            heading(0),
            Block::Paragraph(fill(&self.paragraph)),
            Block::Paragraph(fill(&self.paragraph)),
            heading(1),
            Block::Numbered(self.items.clone()),
            heading(2),
            Block::Table { columns: self.columns.iter().map(column).collect(), rows: self.rows.clone() },
            heading(3),
            Block::Notice(self.notice.clone()),
        ];
        let place = |label: &String| SignaturePlace { label: label.clone(), ..SignaturePlace::default() };
        let day = Day::of(2026, 11, 20).ok();
        Paper {
            kind: "agreement",
            title: self.title.clone(),
            number: Some(fill(&self.number)),
            head: self.head.iter().map(|(label, value)| (label.clone(), fill(value))).collect(),
            body,
            signatures: self.signatures.iter().map(place).collect(),
            seal: Some(self.seal.clone()),
            date: day.map(Day::chinese),
            copies: Some(self.copies.clone()),
            day,
            check: Some(Check { url: format!("https://hetiao.example/check/{n}"), code: format!("7K3M-{n:04}") }),
            ..Paper::default()
        }
    }
}

/// Measures and prints.
pub(super) fn run() -> Result<()> {
    let (sample, words, press) = (Sample::shipped()?, Words::shipped()?, OfficePress::default());
    for n in 0..3 {
        press.pdf(&sample.paper(&words, n))?;
    }
    let mut bytes = 0;
    let began = Instant::now();
    for n in 0..PAPERS {
        bytes = press.pdf(&sample.paper(&words, n))?.len();
    }
    let ours = each(began.elapsed(), PAPERS);
    say(&format!("{:<44}{:>10}{:>12}", "paper (two pages, warm, one core)", "ms each", "a second"))?;
    row("PDF/A-2a by Typst", ours)?;
    let began = Instant::now();
    for n in 0..PAPERS {
        press.docx(&sample.paper(&words, n))?;
    }
    row("DOCX", each(began.elapsed(), PAPERS))?;
    match office(&press.docx(&sample.paper(&words, 0))?)? {
        Some(theirs) => {
            row("LibreOffice: the same DOCX to PDF", theirs)?;
            say(&format!("{:<44}{:>10}", "Typst beside LibreOffice", ratio(theirs.as_secs_f64(), ours.as_secs_f64())))?;
        }
        None => say("LibreOffice is not installed (scripts/install-packages.sh test)")?,
    }
    say(&format!("one paper has {} kB; most memory so far {}", bytes / 1024, most_memory()))?;
    bound(&press, "dossier of 200 pages", &dossier(&sample, &words))?;
    bound(&press, "stack for 500 workers (1,000 pages)", &stack(&sample, &words))
}

fn dossier(sample: &Sample, words: &Words) -> Binder {
    Binder { title: sample.binder.clone(), parts: parts(sample, words, DOSSIER), day: Day::of(2026, 12, 1).ok(), ..Binder::default() }
}

fn stack(sample: &Sample, words: &Words) -> Binder {
    Binder { title: sample.title.clone(), parts: parts(sample, words, WORKERS), sort: BinderSort::Stack, ..Binder::default() }
}

fn parts(sample: &Sample, words: &Words, count: usize) -> Vec<Part> {
    let part = |n| Part { title: words.name(n), date: String::new(), content: PartContent::Paper(Box::new(sample.paper(words, n))) };
    (0..count).map(part).collect()
}

fn bound(press: &OfficePress, name: &str, binder: &Binder) -> Result<()> {
    let began = Instant::now();
    let bytes = press.binder(binder)?.len();
    say(&format!("{name:<44}{:>8.1} s, {} kB, most memory so far {}", began.elapsed().as_secs_f64(), bytes / 1024, most_memory()))
}

fn row(name: &str, each: Duration) -> Result<()> {
    let seconds = each.as_secs_f64();
    say(&format!("{name:<44}{:>10.1}{:>12.1}", seconds * 1000.0, 1.0 / seconds.max(f64::EPSILON)))
}

fn each(all: Duration, count: usize) -> Duration {
    all / u32::try_from(count.max(1)).unwrap_or(u32::MAX)
}

/// How long LibreOffice takes for a paper, its start included, as a server that calls it would wait; none when it is not installed.
fn office(docx: &[u8]) -> Result<Option<Duration>> {
    let folder = Folder(std::env::temp_dir().join(format!("hetiao-bench-papers-{}", std::process::id())));
    std::fs::create_dir_all(&folder.0)?;
    std::fs::write(folder.0.join("paper.docx"), docx)?;
    let Some(first) = converted(&folder.0)? else { return Ok(None) };
    ensure!(first, "LibreOffice could not convert the paper");
    let began = Instant::now();
    for _ in 0..CONVERTED {
        converted(&folder.0)?;
    }
    Ok(Some(each(began.elapsed(), CONVERTED)))
}

fn converted(folder: &Path) -> Result<Option<bool>> {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let run = std::process::Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", "pdf", "paper.docx"])
        .current_dir(folder)
        .output();
    match run {
        Ok(run) => Ok(Some(run.status.success() && folder.join("paper.pdf").is_file())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).context("LibreOffice could not be started"),
    }
}

/// The most memory that this program has held, as Linux tells it.
fn most_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.map_or_else(|| "unknown".to_owned(), |kilobytes| format!("{} MB", kilobytes / 1024))
}
