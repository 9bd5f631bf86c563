//! What the writers asked for and what they were told: written down before asking, and again with the answer.

use std::sync::{Mutex, PoisonError};

use domain::kernel::Day;
use serde_json::{Value, json};

use crate::client::Connection;

/// A request with its key, and the answer once it came.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    /// The idempotency key.
    pub(super) key: String,
    /// The mark in the facts of the case.
    pub(super) mark: String,
    /// The address.
    pub(super) path: String,
    body: String,
    /// Status and body.
    pub(super) answer: Option<(u16, Value)>,
}

impl Ask {
    fn new(key: String, mark: &str, path: String, body: Value) -> Self {
        Self { key, mark: mark.to_owned(), path, body: body.to_string(), answer: None }
    }

    /// An application that is known by its mark. All of them are against the same employer.
    pub(super) fn application(notes: &Notes, mark: &str) -> Self {
        let body = json!({
            "channel": "online", "received": notes.day.to_string(),
            "applicants": [{ "name": format!("韦䶮{mark}"), "phone": "19900000001" }],
            "respondents": [{ "name": "柳州鼎禾建筑工程有限公司", "uscc": "91440203MA4W0K2G11", "phone": "19900000002" }],
            "claims": [{ "kind": "wage_arrears", "amount": "27600.00" }, { "kind": "overtime_pay" }],
            "facts": facts(mark), "told": ["rights"],
        });
        Self::new(mark.to_owned(), mark, "/api/v1/applications".to_owned(), body)
    }

    /// A party's consent.
    pub(super) fn consent(notes: &Notes, mark: &str, case: &str, party: &str) -> Self {
        let body = json!({ "party": party, "agrees": true, "day": notes.day.to_string(), "means": "phone" });
        Self::new(format!("{mark}-{party}"), mark, format!("/api/v1/cases/{case}/acts/intake.consent"), body)
    }

    /// Acceptance.
    pub(super) fn accept(mark: &str, case: &str) -> Self {
        let body = json!({ "scope": "sc1", "complexity": "simple" });
        Self::new(format!("{mark}-accept"), mark, format!("/api/v1/cases/{case}/acts/intake.accept"), body)
    }

    /// Asks for a new case.
    pub(super) fn registers(&self) -> bool {
        self.path == "/api/v1/applications"
    }
}

/// The facts of a marked case.
pub(super) fn facts(mark: &str) -> String {
    format!("两个月没有发工资。记号 {mark}")
}

/// Everything asked for.
pub(super) struct Notes {
    headers: String,
    day: Day,
    asks: Mutex<Vec<Ask>>,
}

impl Notes {
    pub(super) fn new(token: String, day: Day) -> Self {
        Self { headers: format!("authorization: Bearer {token}\r\n"), day, asks: Mutex::default() }
    }

    /// Everything asked for so far, in order.
    pub(super) fn told(&self) -> Vec<Ask> {
        self.asks.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks, writing down first what is asked and then what was answered; nothing when no answer came.
    pub(super) async fn ask(&self, connection: &mut Connection, ask: Ask) -> Option<Value> {
        self.asks.lock().unwrap_or_else(PoisonError::into_inner).push(ask.clone());
        let answer = self.send(connection, &ask).await?;
        self.answered(&ask.key, &answer);
        Some(answer.1)
    }

    /// Asks for the same again: what was answered before is answered again.
    pub(super) async fn again(&self, connection: &mut Connection, ask: &Ask) {
        let answer = self.send(connection, ask).await.expect("nobody kills the program now");
        match &ask.answer {
            Some(before) => assert_eq!(*before, answer, "{} was answered otherwise", ask.key),
            None => self.answered(&ask.key, &answer),
        }
    }

    /// Reads something.
    pub(super) async fn read(&self, connection: &mut Connection, path: &str) -> Option<Value> {
        let reply = connection.ask("GET", path, &self.headers, &[]).await.ok()?;
        assert_eq!(reply.status, 200, "{path}: {}", String::from_utf8_lossy(&reply.body));
        Some(serde_json::from_slice(&reply.body).expect("JSON"))
    }

    async fn send(&self, connection: &mut Connection, ask: &Ask) -> Option<(u16, Value)> {
        let headers = format!("{}content-type: application/json\r\nidempotency-key: {}\r\n", self.headers, ask.key);
        let reply = connection.ask("POST", &ask.path, &headers, ask.body.as_bytes()).await.ok()?;
        let wanted = if ask.registers() { 201 } else { 200 };
        assert_eq!(reply.status, wanted, "{}: {}", ask.key, String::from_utf8_lossy(&reply.body));
        Some((reply.status, serde_json::from_slice(&reply.body).expect("JSON")))
    }

    fn answered(&self, key: &str, answer: &(u16, Value)) {
        let mut asks = self.asks.lock().unwrap_or_else(PoisonError::into_inner);
        let ask = asks.iter_mut().rev().find(|ask| ask.key == key).expect("asked before");
        ask.answer = Some(answer.clone());
    }
}
