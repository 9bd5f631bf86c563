//! Texts that people write about a case. They may name people, so they are correctable rows; events only point to them.

use crate::codes;
use crate::kernel::id::WordsId;

codes! {
    /// What a text is.
    pub enum WordsKind as "words_kind" {
        /// 事实与理由
        Facts = "facts",
        /// 理由
        Reason = "reason",
        /// 说明、备注
        Note = "note",
        /// 计算或认定依据
        Basis = "basis",
        /// 笔录中的一段陈述
        Statement = "statement",
        /// 无争议事实
        AgreedFacts = "agreed_facts",
        /// 争议焦点
        DisputedFacts = "disputed_facts",
        /// 协议条款
        Terms = "terms",
        /// 送达地址
        Address = "address",
        /// 意见建议
        Opinion = "opinion",
        /// 调解地点或者会议链接：可能是当事人的住处
        Place = "place",
        /// 卷宗里一份材料的名称：可能写着姓名
        Title = "title",
        /// 在场人的姓名
        Witness = "witness",
    }
}

/// A text with its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What events point to.
    pub id: WordsId,
    /// What it is.
    pub kind: WordsKind,
    /// The text itself.
    pub text: String,
}
