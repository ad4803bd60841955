//! What a request sets by hand, in answers.

use super::statement::StatementText;
use crate::explain::{ByHand, ByHandKind};
use crate::wire::kit::view::{View, ids, view};

ids! {
    /// The option that was set.
    ByHandName of ByHandKind;
}

view! {
    /// A setting of the request that differs from the usual one; without it the order may be another.
    #[schema(as = SetByHand)]
    pub struct SetByHand<'a> from (one: &'a ByHand) {
        kind: ByHandName,
        #[serde(flatten)]
        statement: StatementText<'a> = View::view(&one.statement),
    }
}
