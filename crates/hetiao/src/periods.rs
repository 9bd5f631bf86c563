//! `hetiao periods`, `check` and `calendar`: questions about days and numbers, for scripts; a new year's notice of days off.

use std::io::Write;
use std::path::PathBuf;

use app::periods::{Question, answer, check_number};
use app::port::Clock;
use clap::{Args, Subcommand};
use domain::kernel::Day;
use domain::periods::{Calendar, Rulebook};
use serde_json::{Value, json};

use crate::config::Place;
use crate::serve::say;
use crate::wiring;

/// Subcommands of `periods`.
#[derive(Subcommand)]
pub(crate) enum Periods {
    /// 一条期限规则的到期日
    Due {
        /// 规则编号，例如 TL-10
        #[arg(long)]
        rule: String,
        /// 起算事件的日子（当天不计）
        #[arg(long)]
        from: String,
        /// 行政区划代码：有地方规定的用地方规定
        #[arg(long)]
        region: Option<String>,
        /// 双方约定的天数（只用于约定的期限）
        #[arg(long)]
        days: Option<i64>,
        /// 加上规则允许的最长延长
        #[arg(long)]
        extended: bool,
        #[command(flatten)]
        answer: Answered,
    },
    /// 若干个工作日以后是哪一天
    Workdays {
        /// 从哪一天（当天不计）
        #[arg(long)]
        from: String,
        /// 几个工作日
        #[arg(long, allow_negative_numbers = true)]
        add: i64,
        #[command(flatten)]
        answer: Answered,
    },
    /// 标准输入每行一个 JSON 问题，标准输出每行一个答案
    Batch {
        #[command(flatten)]
        answer: Answered,
    },
    /// 列出所有期限规则
    Rules {
        #[command(flatten)]
        answer: Answered,
    },
}

/// Subcommands of `check`.
#[derive(Subcommand)]
pub(crate) enum Check {
    /// 标准输入每行一个号码，标准输出每行一个结论
    Batch,
}

/// Subcommands of `calendar`.
#[derive(Subcommand)]
pub(crate) enum CalendarFile {
    /// 导入新一年的放假安排：先列出哪些期限会变，确认后再改
    Import {
        /// 文件（每行 date,kind,name；kind 是 holiday 或 makeup_workday）
        file: PathBuf,
        /// 这份安排的名称，案件的期限会记住它；不写就用文件名
        #[arg(long)]
        version: Option<String>,
        /// 不再询问，直接改
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        place: Place,
    },
}

/// How to answer, and from what.
#[derive(Args)]
pub(crate) struct Answered {
    /// 输出 JSON
    #[arg(long)]
    json: bool,
    /// 本单位补充的规则（格式同 data/periods.toml）
    #[arg(long, env = "HETIAO_RULES")]
    rules: Option<PathBuf>,
    /// 补充的放假安排（格式同 data/cn-workdays.csv）
    #[arg(long)]
    workdays: Option<PathBuf>,
}

struct House {
    rules: Rulebook,
    calendar: Calendar,
    today: Day,
}

impl House {
    fn open(answered: &Answered) -> anyhow::Result<Self> {
        let rules = wiring::rules(answered.rules.as_deref())?;
        let mut calendar = app::periods::calendar()?;
        if let Some(file) = &answered.workdays {
            calendar = calendar.with(&Calendar::parse(&std::fs::read_to_string(file)?, &file.to_string_lossy())?);
        }
        Ok(Self { rules, calendar, today: wiring::WallClock.now().day() })
    }

    fn answer(&self, question: &Value) -> Value {
        answer(Question { rules: &self.rules, calendar: &self.calendar, today: self.today }, question)
    }
}

/// Answers about periods.
pub(crate) fn periods(command: Periods) -> anyhow::Result<()> {
    match command {
        Periods::Due { rule, from, region, days, extended, answer } => {
            let question = json!({ "op": "due", "rule": rule, "from": from, "region": region, "days": days, "extended": extended });
            one(&answer, &question)
        }
        Periods::Workdays { from, add, answer } => one(&answer, &json!({ "op": "workdays", "from": from, "add": add })),
        Periods::Batch { answer } => {
            let house = House::open(&answer)?;
            lines(|line| house.answer(&question(line)))
        }
        Periods::Rules { answer } => {
            let house = House::open(&answer)?;
            for rule in house.rules.rules() {
                if answer.json {
                    say(&serde_json::to_string(rule)?)?;
                } else {
                    say(&format!("{:8} {}　{}", rule.id.to_string(), rule.title, rule.statute))?;
                }
            }
            Ok(())
        }
    }
}

/// Answers about numbers.
pub(crate) fn check(command: &Check) -> anyhow::Result<()> {
    match command {
        Check::Batch => {
            let today = wiring::WallClock.now().day();
            lines(|line| check_number(today, &question(line)))
        }
    }
}

fn one(answered: &Answered, question: &Value) -> anyhow::Result<()> {
    let told = House::open(answered)?.answer(question);
    if let Some(error) = told.get("error") {
        anyhow::bail!("{}", error.get("detail").and_then(Value::as_str).unwrap_or_default());
    }
    if answered.json {
        return say(&told.to_string());
    }
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    say(&text(&told, "day"))?;
    for step in told.get("derivation").and_then(Value::as_array).into_iter().flatten() {
        say(&format!("  {}  {}", text(step, "day"), text(step, "words")))?;
    }
    for warning in told.get("warnings").and_then(Value::as_array).into_iter().flatten() {
        say(&format!("! {}", text(warning, "detail")))?;
    }
    Ok(())
}

/// A line as JSON; one that is none is no question, and answered so.
fn question(line: &[u8]) -> Value {
    serde_json::from_slice(line).unwrap_or(Value::Null)
}

/// A line in, an answer out: one JSON object on a line each. Blank lines are passed over.
pub(crate) fn lines(answer: impl Fn(&[u8]) -> Value) -> anyhow::Result<()> {
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    for line in app::import::lines(std::io::stdin().lock()) {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        writeln!(output, "{}", answer(&line))?;
        // Whoever asks line by line waits for the answer.
        output.flush()?;
    }
    Ok(())
}

/// Takes a notice of days off.
pub(crate) async fn calendar(command: CalendarFile) -> anyhow::Result<()> {
    let CalendarFile::Import { file, version, yes, place } = command;
    let lines = std::fs::read_to_string(&file)?;
    let source = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let app = wiring::open(&place, 20).await?;
    let notice = Calendar::parse(&lines, version.as_deref().unwrap_or(&source))?;
    anyhow::ensure!(!notice.published_years().is_empty(), "no year is published by this file: its National Day is not among the holidays");
    let calendar = app.calendar().with(&notice);
    let moves = app::case::clocks::moves(&app, &calendar).await?;
    for moved in &moves {
        say(&format!("{}　{}　{} → {}", moved.number, moved.title, moved.from, moved.to))?;
    }
    let years: Vec<String> = notice.published_years().iter().map(ToString::to_string).collect();
    say(&format!("years {}  clocks {}", years.join(","), moves.len()))?;
    if yes || agreed()? {
        match app::case::clocks::take_notice(&app, &lines, calendar, &source).await? {
            Some(count) => say(&format!("moved {count}"))?,
            // It may have been interrupted before every clock had moved.
            None => say(&format!("known; moved {}", app::case::clocks::move_all(&app).await?))?,
        }
    }
    app.store.flush().await?;
    app.store.close().await;
    Ok(())
}

fn agreed() -> anyhow::Result<bool> {
    say("y/N?")?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(matches!(line.trim(), "y" | "Y" | "yes"))
}
