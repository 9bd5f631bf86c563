//! Personal numbers in columns: stored in clear, masked as soon as they are in memory.

use domain::kernel::Masked;

use crate::db::parts::{DbErr, QueryResult, Value};
use crate::db::{Bind, Cell};

impl Bind for Masked<String> {
    fn value(self) -> Value {
        self.into_inner().value()
    }
    fn null() -> Value {
        String::null()
    }
}

impl Cell for Masked<String> {
    fn cell(row: &QueryResult, name: &str) -> Result<Option<Self>, DbErr> {
        Ok(String::cell(row, name)?.map(Self::new))
    }
}
