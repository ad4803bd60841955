//! The plan as a file that the API and the pages accept.

use super::desk::Desk;
use crate::wire::plan_json;

pub fn json(desk: &Desk<'_>) -> Vec<u8> {
    desk.read.map(|(request, _)| plan_json(desk.scene.advisor, request)).unwrap_or_default()
}
