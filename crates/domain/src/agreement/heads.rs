//! The heads of claim for which a payment order may be asked (调解仲裁法 art. 16). Which type of claim is one says `data/claim-types.toml`.

use crate::codes;

codes! {
    /// The four heads for which a worker may apply for a payment order (调解仲裁法 art. 16).
    pub enum OrderHead as "order_head" {
        /// 拖欠劳动报酬
        Remuneration = "remuneration",
        /// 工伤医疗费
        InjuryMedical = "injury_medical",
        /// 经济补偿
        Compensation = "compensation",
        /// 赔偿金
        Damages = "damages",
    }
}
