//! Forms: what a command asks for, said once.
//!
//! A [`crate::form!`] struct knows its fields with their kinds and bounds. The HTML pages, the JSON API, its OpenAPI document, the bulk
//! import and the synthetic city all read it through [`Form::read`], which collects every [`Fault`] beside its field
//! before it gives up. Texts are not here: a fault has a stable code, the language file has the sentence.

use std::fmt;

use serde_json::Value;

/// Where a value stands: `claims.0.amount`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Path(String);

impl Path {
    /// The form itself.
    pub fn root() -> Self {
        Self::default()
    }

    /// The place of a field below this one.
    #[must_use]
    pub fn child(&self, name: impl fmt::Display) -> Self {
        if self.0.is_empty() { Self(name.to_string()) } else { Self(format!("{}.{name}", self.0)) }
    }

    /// The dotted text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is wrong with one value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Nothing was given and something must be.
    Missing,
    /// More characters than the bound.
    TooLong {
        /// The bound in characters.
        max: usize,
    },
    /// Not readable text (control characters, wrong type).
    NotText,
    /// Not a day that exists.
    NotADay,
    /// Not a time of day.
    NotATime,
    /// Not an amount, or beyond the largest.
    NotMoney,
    /// Not a whole number within the bounds.
    NotANumber {
        /// Smallest allowed.
        min: i64,
        /// Largest allowed.
        max: i64,
    },
    /// Not one of the choices.
    UnknownChoice,
    /// Must be ticked.
    NotTicked,
    /// More rows than the bound.
    TooMany {
        /// The bound in rows.
        max: usize,
    },
    /// A rule of the field itself; the code names a sentence in the language file.
    Wrong(&'static str),
}

impl Fault {
    /// The stable code of the sentence.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong { .. } => "too_long",
            Self::NotText => "not_text",
            Self::NotADay => "not_a_day",
            Self::NotATime => "not_a_time",
            Self::NotMoney => "not_money",
            Self::NotANumber { .. } => "not_a_number",
            Self::UnknownChoice => "unknown_choice",
            Self::NotTicked => "not_ticked",
            Self::TooMany { .. } => "too_many",
            Self::Wrong(code) => code,
        }
    }
}

/// Every fault of a form with its place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Faults(pub Vec<(Path, Fault)>);

impl Faults {
    /// Notes a fault and gives nothing back, so that a reader can end with it.
    pub fn note<T>(&mut self, path: &Path, fault: Fault) -> Option<T> {
        self.0.push((path.clone(), fault));
        None
    }

    /// One fault at a field of the form.
    pub fn at(field: &str, fault: Fault) -> Self {
        Self(vec![(Path::root().child(field), fault)])
    }
}

/// What a page or an API document needs to know about a field.
#[derive(Clone, PartialEq, Debug)]
pub enum Kind {
    /// One line of text.
    Line {
        /// Most characters.
        max: usize,
    },
    /// Several lines of text.
    Prose {
        /// Most characters.
        max: usize,
    },
    /// A day.
    Day,
    /// A wall-clock time on a day.
    Moment,
    /// An amount in yuan.
    Money,
    /// A whole number.
    Number {
        /// Smallest allowed.
        min: i64,
        /// Largest allowed.
        max: i64,
    },
    /// Yes or no.
    Flag,
    /// One of a fixed list of codes.
    Choice {
        /// The list's name in the language file.
        group: &'static str,
        /// The codes.
        codes: &'static [&'static str],
    },
    /// A code from a data file (dated facts), named by its list.
    Listed(&'static str),
    /// A thing chosen by its id; the text is the id's prefix.
    Pick(&'static str),
    /// Several of one kind.
    Many(Box<Kind>),
    /// Rows of a form of their own.
    Rows(Vec<Spec>),
    /// A form inside the form.
    Part(Vec<Spec>),
}

/// A field's name, kind and whether it must be filled.
#[derive(Clone, PartialEq, Debug)]
pub struct Spec {
    /// The name in HTML, JSON and the language file.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Must be filled.
    pub required: bool,
}

/// A type that can stand in a form.
pub trait Field: Sized {
    /// What it holds.
    fn kind() -> Kind;
    /// Reads it, noting faults at `path`.
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self>;
    /// What an empty value means; `None` when something must be given.
    fn when_empty() -> Option<Self> {
        None
    }
}

/// A set of named fields: see [`crate::form!`].
pub trait Form: Sized {
    /// The fields in order.
    fn specs() -> Vec<Spec>;
    /// Reads all fields, noting every fault below `path`.
    fn read_form(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self>;

    /// Reads the form, or tells every fault.
    fn read(value: &Value) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        match Self::read_form(value, &Path::root(), &mut faults) {
            Some(form) if faults.0.is_empty() => Ok(form),
            _ => Err(faults),
        }
    }
}

/// Nothing was typed: null, blank text, or rows and parts with nothing in them.
pub fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(fields) => fields.values().all(is_blank),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Reads the field `name` of an object: what [`crate::form!`] calls for each field.
pub fn read_field<T: Field>(value: &Value, name: &str, path: &Path, faults: &mut Faults) -> Option<T> {
    let path = path.child(name);
    let value = value.get(name).unwrap_or(&Value::Null);
    if is_blank(value) {
        return T::when_empty().or_else(|| faults.note(&path, Fault::Missing));
    }
    T::read(value, &path, faults)
}

impl<T: Field> Field for Option<T> {
    fn kind() -> Kind {
        T::kind()
    }
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
        T::read(value, path, faults).map(Some)
    }
    fn when_empty() -> Option<Self> {
        Some(None)
    }
}

impl<T: Field> Field for Vec<T> {
    fn kind() -> Kind {
        match T::kind() {
            Kind::Part(specs) => Kind::Rows(specs),
            kind => Kind::Many(Box::new(kind)),
        }
    }
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
        const MOST_ROWS: usize = 1000;
        let single = [value.clone()];
        let items: &[Value] = value.as_array().map_or(&single, Vec::as_slice);
        if items.len() > MOST_ROWS {
            return faults.note(path, Fault::TooMany { max: MOST_ROWS });
        }
        let filled = items.iter().enumerate().filter(|(_, item)| !is_blank(item));
        let read: Vec<Option<T>> = filled.map(|(n, item)| T::read(item, &path.child(n), faults)).collect();
        read.into_iter().collect()
    }
    fn when_empty() -> Option<Self> {
        Some(Vec::new())
    }
}

impl Field for bool {
    fn kind() -> Kind {
        Kind::Flag
    }
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
        match value {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) if matches!(text.as_str(), "on" | "true" | "1" | "yes") => Some(true),
            Value::String(text) if matches!(text.as_str(), "off" | "false" | "0" | "no") => Some(false),
            _ => faults.note(path, Fault::UnknownChoice),
        }
    }
    fn when_empty() -> Option<Self> {
        Some(false)
    }
}

/// A box that must be ticked: the officer confirms something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Confirmed;

impl Field for Confirmed {
    fn kind() -> Kind {
        Kind::Flag
    }
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
        if bool::read(value, path, faults)? { Some(Self) } else { faults.note(path, Fault::NotTicked) }
    }
}

/// A whole number between `MIN` and `MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Whole<const MIN: i64, const MAX: i64>(i64);

impl<const MIN: i64, const MAX: i64> Whole<MIN, MAX> {
    /// The number.
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl<const MIN: i64, const MAX: i64> Field for Whole<MIN, MAX> {
    fn kind() -> Kind {
        Kind::Number { min: MIN, max: MAX }
    }
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
        let number = match value {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        match number.filter(|n| (MIN..=MAX).contains(n)) {
            Some(number) => Some(Self(number)),
            None => faults.note(path, Fault::NotANumber { min: MIN, max: MAX }),
        }
    }
}

/// Defines a struct that is a [`Form`] (and a [`Field`], as a part or as rows of another form).
///
/// A field typed `Option<…>`, `Vec<…>` or `bool` may stay empty; every other one must be filled.
#[macro_export]
macro_rules! form {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name { $($(#[$fdoc])* pub $field: $type,)* }

        impl $crate::kernel::Form for $name {
            fn specs() -> Vec<$crate::kernel::Spec> {
                vec![$($crate::kernel::Spec {
                    name: stringify!($field),
                    kind: <$type as $crate::kernel::Field>::kind(),
                    required: <$type as $crate::kernel::Field>::when_empty().is_none(),
                },)*]
            }
            fn read_form(value: &serde_json::Value, path: &$crate::kernel::form::Path, faults: &mut $crate::kernel::Faults) -> Option<Self> {
                $(let $field = $crate::kernel::form::read_field::<$type>(value, stringify!($field), path, faults);)*
                Some(Self { $($field: $field?,)* })
            }
        }

        impl $crate::kernel::Field for $name {
            fn kind() -> $crate::kernel::Kind {
                $crate::kernel::Kind::Part(<Self as $crate::kernel::Form>::specs())
            }
            fn read(value: &serde_json::Value, path: &$crate::kernel::form::Path, faults: &mut $crate::kernel::Faults) -> Option<Self> {
                <Self as $crate::kernel::Form>::read_form(value, path, faults)
            }
        }
    };
}
