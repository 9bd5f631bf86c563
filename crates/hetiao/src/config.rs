//! Configuration: where the data is, where to listen. Flags or environment variables; nothing else reads the environment.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use documents::OfficePress;
use domain::case::Settings;
use domain::vault::CipherKind;
use store::Target;
use tracing_subscriber::EnvFilter;

/// Where the data is.
#[derive(Args, Clone, Debug)]
pub(crate) struct Place {
    /// 数据目录（SQLite 数据库放在里面）
    #[arg(long, env = "HETIAO_DATA", default_value = "data-dir")]
    pub(crate) data: PathBuf,
    /// PostgreSQL 地址（给出时不用 SQLite）
    #[arg(long, env = "HETIAO_DATABASE_URL", hide_env_values = true)]
    pub(crate) database_url: Option<String>,
    /// 保密室主密钥文件（默认放在数据目录里，第一次启动时生成）
    #[arg(long, env = "HETIAO_VAULT_KEY_FILE")]
    pub(crate) vault_key_file: Option<PathBuf>,
    /// 新案件的保密室用哪种算法：aes_256_gcm 或 sm4_gcm
    #[arg(long, env = "HETIAO_VAULT_CIPHER", default_value = "aes_256_gcm")]
    pub(crate) vault_cipher: CipherKind,
}

/// The vault's master key itself, for installations that keep it elsewhere; never a flag, which others on the machine could read.
#[expect(clippy::disallowed_methods, reason = "configuration is read here")]
pub(crate) fn vault_key() -> Option<String> {
    std::env::var("HETIAO_VAULT_KEY").ok().filter(|text| !text.trim().is_empty())
}

impl Place {
    /// The database; the data folder is made when it is missing.
    pub(crate) fn target(&self) -> anyhow::Result<Target> {
        if let Some(url) = &self.database_url {
            return Ok(Target::parse(url)?);
        }
        std::fs::create_dir_all(&self.data)?;
        Ok(Target::Sqlite(self.data.join("hetiao.db")))
    }

    /// Where the vault's master key lies; the data folder is made when it is missing.
    pub(crate) fn key_file(&self) -> anyhow::Result<PathBuf> {
        if let Some(path) = &self.vault_key_file {
            return Ok(path.clone());
        }
        std::fs::create_dir_all(&self.data)?;
        Ok(self.data.join("vault.key"))
    }
}

/// Fonts of the office, e.g. a licensed FangSong.
#[derive(Args, Clone, Debug)]
pub(crate) struct Fonts {
    /// 单位自己的字体目录（TTF、OTF、TTC）：仿宋用于正文，小标宋用于标题，黑体用于小标题，其余的补字
    #[arg(long = "fonts", env = "HETIAO_FONTS")]
    folder: Option<PathBuf>,
}

impl Fonts {
    /// The press that sets with these fonts first; only the fonts of the house without a folder.
    pub(crate) fn press(&self) -> anyhow::Result<OfficePress> {
        let Some(folder) = &self.folder else { return Ok(OfficePress::default()) };
        let listed = std::fs::read_dir(folder).with_context(|| format!("the folder of fonts {} cannot be read", folder.display()))?;
        let mut files = listed.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<PathBuf>>>()?;
        files.retain(|file| file.extension().is_some_and(|kind| ["ttf", "otf", "ttc"].iter().any(|font| kind.eq_ignore_ascii_case(font))));
        files.sort();
        let fonts = files.iter().map(std::fs::read).collect::<std::io::Result<Vec<Vec<u8>>>>()?;
        tracing::info!(fonts = fonts.len(), "fonts of the office are used first");
        Ok(OfficePress::with_fonts(fonts)?)
    }
}

/// Where to listen, and what stands in front.
#[derive(Args, Clone, Debug)]
pub(crate) struct Listen {
    /// 监听地址
    #[arg(long = "listen", env = "HETIAO_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) address: String,
    /// 前面有 TLS（Cookie 只走 https）
    #[arg(long, env = "HETIAO_BEHIND_TLS")]
    pub(crate) behind_tls: bool,
    /// 信任代理写的 X-Forwarded-For
    #[arg(long, env = "HETIAO_TRUST_PROXY")]
    pub(crate) trust_proxy: bool,
    /// 群众访问本系统的网址（印在文书的二维码里）
    #[arg(long, env = "HETIAO_PUBLIC_URL")]
    pub(crate) public_url: Option<String>,
    /// 单个上传文件的上限（MB）
    #[arg(long, env = "HETIAO_UPLOAD_MB", default_value_t = 20)]
    pub(crate) upload_mb: usize,
}

/// The office's own periods (`HETIAO_RULES`), which every command that opens the house reads.
pub(crate) fn own_rules() -> Option<PathBuf> {
    std::env::var_os("HETIAO_RULES").filter(|file| !file.is_empty()).map(PathBuf::from)
}

/// The folder of the office's own registers (`HETIAO_REGISTERS`).
pub(crate) fn own_registers() -> Option<PathBuf> {
    std::env::var_os("HETIAO_REGISTERS").filter(|folder| !folder.is_empty()).map(PathBuf::from)
}

/// The office's settings (`HETIAO_SETTINGS`): a TOML file; what it does not name stays as it comes with the program.
///
/// # Errors
/// When the file can't be read, or names a setting that there is not.
pub(crate) fn own_settings() -> anyhow::Result<Settings> {
    let Some(file) = std::env::var_os("HETIAO_SETTINGS").filter(|file| !file.is_empty()).map(PathBuf::from) else {
        return Ok(Settings::default());
    };
    let text = std::fs::read_to_string(&file).with_context(|| format!("the settings {} cannot be read", file.display()))?;
    toml::from_str(&text).with_context(|| format!("the settings {} are not understood", file.display()))
}

/// Logs to standard error; `RUST_LOG` chooses what.
pub(crate) fn start_log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,hetiao=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
