//! The frame: what stands around every page (bar, navigation, message of the last act).
//!
//! Every page's template struct carries `frame: Frame` and extends `base.html` (staff) or `public.html` (no navigation).

use crate::asset;

/// Who is signed in, as the bar shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserBadge {
    /// The name.
    pub name: String,
    /// What the person is here, in words.
    pub role_label: String,
    /// The centre or office.
    pub office: String,
}

/// One line of the navigation at the side.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct NavItem {
    /// The words.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// The icon's name in `assets/icons.svg`.
    pub icon: &'static str,
    /// How many things wait there.
    pub count: Option<u64>,
    /// The page now open.
    pub current: bool,
    /// A heading above this line: it opens a group.
    pub heading: Option<String>,
}

/// The state that colours a chip, a clock or a message. Colour never stands alone: an icon and a word go with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tone {
    /// No colour.
    #[default]
    Plain,
    /// The one accent: under way, you are here.
    Accent,
    /// Done, in time.
    Ok,
    /// Neutral news.
    Info,
    /// Soon.
    Near,
    /// Out of the ordinary.
    Warn,
    /// Overdue or dangerous.
    Over,
    /// For mediation only, never evidence.
    Sealed,
}

impl Tone {
    /// The value of `data-s`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Accent => "accent",
            Self::Ok => "ok",
            Self::Info => "info",
            Self::Near => "near",
            Self::Warn => "warn",
            Self::Over => "over",
            Self::Sealed => "sealed",
        }
    }

    /// The icon that goes with the state when the page names none.
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Plain => "clock",
            Self::Accent => "talk",
            Self::Ok => "ok",
            Self::Info => "info",
            Self::Near => "today",
            Self::Warn => "orange",
            Self::Over => "over",
            Self::Sealed => "lock",
        }
    }
}

/// The message of the act just done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flash {
    /// How it went.
    pub tone: Tone,
    /// What happened, one sentence.
    pub text: String,
    /// What to do next: address and words.
    pub link: Option<(String, String)>,
}

/// What stands around a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The heading: an answer, not the name of a module.
    pub title: String,
    /// The small line above the heading.
    pub kicker: String,
    /// Who is signed in.
    pub user: Option<UserBadge>,
    /// The navigation at the side; the first four also stand at the foot of a phone.
    pub nav: Vec<NavItem>,
    /// The token that forms send back.
    pub csrf: String,
    /// The address of the style sheet.
    pub css: &'static str,
    /// The address of the script.
    pub js: &'static str,
    /// The message of the act just done.
    pub flash: Option<Flash>,
    /// What stands in the search box.
    pub q: String,
    /// Large type.
    pub large: bool,
    /// Where this page can be opened again; empty when it answers a form that has no page of its own.
    pub here: String,
}

impl Frame {
    /// A frame with this heading and nobody signed in; fill in the rest with struct update syntax.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            kicker: String::new(),
            user: None,
            nav: Vec::new(),
            csrf: String::new(),
            css: asset::css_href(),
            js: asset::js_src(),
            flash: None,
            q: String::new(),
            large: false,
            here: String::new(),
        }
    }

    /// The lines that stand at the foot of a phone.
    pub fn dock(&self) -> impl Iterator<Item = &NavItem> {
        self.nav.iter().take(4)
    }
}
