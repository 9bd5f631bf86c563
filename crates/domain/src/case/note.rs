//! Remarks and files: possible at any time before the archive.

use super::command::Deed;
use super::decide::{Decision, Outcome};
use super::event::Noted;
use super::refusal::Refusal;
use super::state::Case;
use super::words::WordsKind;
use crate::kernel::id::FileId;
use crate::kernel::{Line, Prose};
use crate::{codes, form};

codes! {
    /// What an attached file is, in the order of the dossier (law.md §3.7 no. 19).
    pub enum FileKind as "file_kind" {
        /// 调解申请书
        Application = "application",
        /// 身份证明
        Identity = "identity",
        /// 授权委托书
        Authorisation = "authorisation",
        /// 证据
        Evidence = "evidence",
        /// 调解笔录签字件
        SignedMinutes = "signed_minutes",
        /// 调解协议书签字件
        SignedAgreement = "signed_agreement",
        /// 履行凭证
        PaymentProof = "payment_proof",
        /// 其他材料
        Other = "other",
    }
}

form! {
    /// A remark.
    pub struct Note {
        /// The remark.
        pub text: Prose<2000>,
    }
}

form! {
    /// A file that was uploaded.
    pub struct Attach {
        /// The uploaded file.
        pub file: FileId,
        /// What it is.
        pub kind: FileKind,
        /// Its title in the dossier.
        pub title: Line<80>,
    }
}

impl Deed for Note {
    fn decide(&self, _: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let mut outcome = Outcome::default();
        let words = outcome.say(cx, WordsKind::Note, &self.text);
        Ok(outcome.and(Noted { words }))
    }
}

impl Deed for Attach {
    fn decide(&self, _: &Case, _: &Decision<'_>) -> Result<Outcome, Refusal> {
        Ok(Outcome::default().and(super::event::Attached { file: self.file, kind: self.kind }))
    }
}
