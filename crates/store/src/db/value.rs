//! Between our words and the engines' values: [`Bind`] goes in, [`Column`] comes out.

use domain::kernel::{Day, Line, Moment, Money, Prose, id};
use sea_orm::{DbErr, QueryResult, TryGetError, TryGetable, Value};
use uuid::Uuid;

/// Something that can stand in a statement.
pub trait Bind {
    /// The engine's value.
    fn value(self) -> Value;
    /// Nothing, with the type it would have had (PostgreSQL wants to know).
    fn null() -> Value;
}

/// Something that one filled column holds.
pub trait Cell: Sized {
    /// Reads it; `None` for SQL's null.
    fn cell(row: &QueryResult, name: &str) -> Result<Option<Self>, DbErr>;
}

/// Something that a column holds: a [`Cell`], or an `Option` of one.
pub trait Column: Sized {
    /// Reads it.
    fn column(row: &QueryResult, name: &str) -> Result<Self, DbErr>;
}

impl<T: Cell> Column for T {
    fn column(row: &QueryResult, name: &str) -> Result<Self, DbErr> {
        T::cell(row, name)?.ok_or_else(|| DbErr::Type(format!("column {name} is null")))
    }
}

impl<T: Cell> Column for Option<T> {
    fn column(row: &QueryResult, name: &str) -> Result<Self, DbErr> {
        T::cell(row, name)
    }
}

fn plain<T: TryGetable>(row: &QueryResult, name: &str) -> Result<Option<T>, DbErr> {
    match row.try_get_by_nullable::<T, _>(name) {
        Ok(value) => Ok(Some(value)),
        Err(TryGetError::Null(_)) => Ok(None),
        Err(TryGetError::DbErr(error)) => Err(error),
    }
}

macro_rules! natives {
    ($($type:ty => $value:ident,)*) => {$(
        impl Bind for $type {
            fn value(self) -> Value { Value::from(self) }
            fn null() -> Value { Value::$value(None) }
        }
        impl Cell for $type {
            fn cell(row: &QueryResult, name: &str) -> Result<Option<Self>, DbErr> { plain(row, name) }
        }
    )*};
}

natives! {
    i64 => BigInt,
    String => String,
    Vec<u8> => Bytes,
    Uuid => Uuid,
}

/// Types that are stored as another one: what goes in, what comes out.
macro_rules! stored_as {
    ($($type:ty as $inner:ty { $into:expr, $from:expr })*) => {$(
        impl Bind for $type {
            fn value(self) -> Value {
                let into: fn(Self) -> $inner = $into;
                Bind::value(into(self))
            }
            fn null() -> Value { <$inner as Bind>::null() }
        }
        impl Cell for $type {
            fn cell(row: &QueryResult, name: &str) -> Result<Option<Self>, DbErr> {
                let from: fn($inner) -> Option<Self> = $from;
                match <$inner as Cell>::cell(row, name)? {
                    Some(inner) => from(inner).map(Some).ok_or_else(|| DbErr::Type(format!("column {name} is not a {}", stringify!($type)))),
                    None => Ok(None),
                }
            }
        }
    )*};
}

stored_as! {
    bool as i64 { i64::from, |n| Some(n != 0) }
    u32 as i64 { i64::from, |n| n.try_into().ok() }
    i32 as i64 { i64::from, |n| n.try_into().ok() }
    usize as i64 { |n| i64::try_from(n).unwrap_or(i64::MAX), |n| n.try_into().ok() }
    Money as i64 { |money| money.0, |fen| Some(Self(fen)) }
    Moment as i64 { |moment| moment.0, |ms| Some(Self(ms)) }
}

impl Bind for Day {
    fn value(self) -> Value {
        Value::from(self.0)
    }
    fn null() -> Value {
        Value::TimeDate(None)
    }
}

impl Cell for Day {
    fn cell(row: &QueryResult, name: &str) -> Result<Option<Self>, DbErr> {
        Ok(plain::<time::Date>(row, name)?.map(Self))
    }
}

macro_rules! ids {
    ($($name:ident)*) => { stored_as! { $(id::$name as Uuid { |id| id.0, |uuid| Some(Self(uuid)) })* } };
}

// As in `domain::kernel::id`: alphabetical and append-only.
ids! {
    AccountId ApiTokenId CaseId ClaimId ContactId FileId FollowUpId JobId MessageId ObligationId OrganisationId
    PaperId PartyId RecordId RecusalId ReleaseId RoomId ServiceId SessionId SignatureId VaultEntryId WordsId
}

impl Bind for &str {
    fn value(self) -> Value {
        Value::from(self)
    }
    fn null() -> Value {
        Value::String(None)
    }
}

impl Bind for &[u8] {
    fn value(self) -> Value {
        Value::from(self)
    }
    fn null() -> Value {
        Value::Bytes(None)
    }
}

impl<T: Bind + Clone> Bind for &T {
    fn value(self) -> Value {
        self.clone().value()
    }
    fn null() -> Value {
        T::null()
    }
}

impl<T: Bind> Bind for Option<T> {
    fn value(self) -> Value {
        self.map_or_else(T::null, Bind::value)
    }
    fn null() -> Value {
        T::null()
    }
}

impl<const MAX: usize> Bind for Line<MAX> {
    fn value(self) -> Value {
        Value::from(self.into_string())
    }
    fn null() -> Value {
        Value::String(None)
    }
}

impl<const MAX: usize> Bind for Prose<MAX> {
    fn value(self) -> Value {
        Value::from(self.into_string())
    }
    fn null() -> Value {
        Value::String(None)
    }
}

impl Bind for Value {
    fn value(self) -> Value {
        self
    }
    fn null() -> Value {
        Value::String(None)
    }
}

/// The values of a statement in order: `values![id, day, 3_i64]`.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { ::std::vec![$($crate::db::Bind::value($value)),*] };
}

/// Enums of [`domain::codes!`] as columns, by their stored code: `coded!(Stage, Source);`
#[macro_export]
macro_rules! coded {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::db::Bind for $type {
            fn value(self) -> $crate::db::parts::Value { $crate::db::Bind::value(self.code()) }
            fn null() -> $crate::db::parts::Value { <String as $crate::db::Bind>::null() }
        }
        impl $crate::db::Cell for $type {
            fn cell(row: &$crate::db::parts::QueryResult, name: &str) -> Result<Option<Self>, $crate::db::parts::DbErr> {
                let Some(code) = <String as $crate::db::Cell>::cell(row, name)? else { return Ok(None) };
                let unknown = |_| $crate::db::parts::DbErr::Type(format!("column {name}: unknown code {code}"));
                code.parse().map(Some).map_err(unknown)
            }
        }
    )*};
}

/// A struct read from a row, each field from the column of its name. Fields may be ids, [`Money`], [`Moment`], [`Day`], `bool`,
/// `i64`, `String`, `Vec<u8>`, codes (see [`coded!`](crate::coded)), and `Option`s of these.
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$fmeta:meta])* $fvis:vis $field:ident: $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        $vis struct $name { $($(#[$fmeta])* $fvis $field: $type,)* }

        impl $crate::db::parts::FromQueryResult for $name {
            fn from_query_result(row: &$crate::db::parts::QueryResult, _: &str) -> Result<Self, $crate::db::parts::DbErr> {
                Ok(Self { $($field: <$type as $crate::db::Column>::column(row, stringify!($field))?,)* })
            }
        }
    };
}
