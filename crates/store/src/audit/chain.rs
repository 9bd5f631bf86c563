//! Adding to a chain, and checking all of them.

use sha2::{Digest, Sha256};

use super::{COLUMNS, Entry, Note};
use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    struct End { id: String, seq: i64, head: Vec<u8> }
}

impl Entry {
    fn digest(&self) -> Vec<u8> {
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        let mut hasher = Sha256::new();
        hasher.update(&self.prev_hash);
        let parts = [
            self.id.to_string(),
            self.chain.clone(),
            self.seq.to_string(),
            self.at.0.to_string(),
            self.account.map(|id| id.to_string()).unwrap_or_default(),
            self.role.map(|role| role.code().to_owned()).unwrap_or_default(),
            self.office.map(|id| id.to_string()).unwrap_or_default(),
            text(&self.division),
            self.deed.clone(),
            text(&self.subject_kind),
            text(&self.subject),
            self.detail.clone(),
        ];
        for part in parts {
            // With its length, so that nothing can move from one part to the next; the same on every machine.
            hasher.update(part.len().to_string());
            hasher.update(b":");
            hasher.update(part.as_bytes());
        }
        hasher.finalize().to_vec()
    }
}

/// Adds an entry to the chain of its office. Call it last in a transaction: the office's chain is locked until that ends.
pub async fn append(tx: &Tx, note: Note) -> Result<()> {
    let chain = note.office.map_or_else(|| "house".to_owned(), |office| office.to_string());
    let begin = "insert into audit_chain (id, seq, head) values ($1, $2, $3) on conflict (id) do nothing";
    tx.execute(begin, values![&chain, 0_i64, Vec::<u8>::new()]).await?;
    tx.lock_row("audit_chain", &chain).await?;
    let head: Option<End> = Sql::new("select id, seq, head from audit_chain where id = ").bind(&chain).one(tx).await?;
    let (seq, prev_hash) = head.map(|head| (head.seq, head.head)).unwrap_or_default();
    let (subject_kind, subject) = note.subject.map(|(kind, id)| (kind.to_owned(), id)).unzip();
    let mut entry = Entry {
        id: note.id,
        chain,
        seq: seq + 1,
        at: note.at,
        account: note.account,
        role: note.role,
        office: note.office,
        division: note.division,
        deed: note.deed.to_owned(),
        subject_kind,
        subject,
        detail: note.detail,
        prev_hash,
        hash: Vec::new(),
    };
    entry.hash = entry.digest();
    let e = entry;
    let advance = "update audit_chain set seq = $1, head = $2 where id = $3";
    tx.execute(advance, values![e.seq, e.hash.as_slice(), &e.chain]).await?;
    let insert = format!("insert into audit_entry ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)");
    let values = values![
        e.id,
        e.chain,
        e.seq,
        e.at,
        e.account,
        e.role,
        e.office,
        e.division,
        e.deed,
        e.subject_kind,
        e.subject,
        e.detail,
        e.prev_hash,
        e.hash
    ];
    tx.execute(insert, values).await?;
    Ok(())
}

/// A place where a chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The chain.
    pub chain: String,
    /// The entry that does not follow, or where the chain ends too early.
    pub seq: i64,
}

/// What a check of the chains found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Chains checked.
    pub chains: u64,
    /// Entries checked.
    pub entries: u64,
    /// Where they don't hold.
    pub broken: Vec<Break>,
}

impl Report {
    /// Every chain holds.
    pub fn is_sound(&self) -> bool {
        self.broken.is_empty()
    }
}

/// Checks every chain from its first entry to its head.
pub async fn verify(q: &impl Query) -> Result<Report> {
    let mut report = Report::default();
    // Heads first: entries that are added meanwhile lie beyond them and are left for the next check.
    let heads: Vec<End> = Sql::new("select id, seq, head from audit_chain order by id").all(q).await?;
    let strays = "select chain as value from audit_entry where chain not in (select id from audit_chain) group by chain";
    for chain in q.query_column::<String>(strays, values![]).await? {
        report.broken.push(Break { chain, seq: 0 });
    }
    for head in heads {
        report.chains += 1;
        check(q, &head, &mut report).await?;
    }
    Ok(report)
}

async fn check(q: &impl Query, head: &End, report: &mut Report) -> Result<()> {
    let (mut seq, mut prev) = (0, Vec::new());
    let mut broken = |seq| {
        let chain = head.id.clone();
        report.broken.push(Break { chain, seq });
    };
    loop {
        let page: Vec<Entry> = Sql::new(&format!("select {COLUMNS} from audit_entry where chain = "))
            .bind(&head.id)
            .push(" and seq > ")
            .bind(seq)
            .push(" and seq <= ")
            .bind(head.seq)
            .push(" order by seq limit 500")
            .all(q)
            .await?;
        if page.is_empty() {
            break;
        }
        for entry in page {
            report.entries += 1;
            if entry.seq != seq + 1 || entry.prev_hash != prev || entry.hash != entry.digest() {
                broken(entry.seq);
            }
            seq = entry.seq;
            prev = entry.hash;
        }
    }
    if seq != head.seq || prev != head.head {
        broken(head.seq);
    }
    Ok(())
}
