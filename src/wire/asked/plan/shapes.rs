//! The parts of a plan as records.

use serde::ser::SerializeMap;

use super::record::{Field, FieldKind, FieldOf, Record, records, shape_of};
use crate::planning::{
    Calendar, Characteristic, Check, ChosenDesign, Closed, Cycle, Evaluation, Evidence, Existing, Expert, Goal,
    Indicator, KeyAnswer, LearningNeed, MeetingTime, Need, OwnQuestion, People, Plan, Point, Prices, Revision, Stage,
    Strategy, Support, Waiver, plan_parts,
};
use crate::wire::kit::fields::fields;

plan_parts!(records);
