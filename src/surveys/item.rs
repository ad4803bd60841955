//! One `[[item]]` of a mapping: a column, its target, and its scale.

use std::collections::{BTreeMap, BTreeSet};

use toml::Table;

use super::columns::{ColumnName, column_name};
use super::error::FaultList;
use super::keys::{Keys, number};
use super::measure::{Band, HIGHEST, LOWEST, Measure, Units, evenly, evenly_or_numbered};
use super::target::{Target, parts};
use crate::answers::{LEVELS, Level};
use crate::catalogue::{Catalogue, Kind, did_you_mean};
use crate::tables::key;
use crate::words::{fill_text, text};

/// A column that answers a factor or a part of it.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub column: ColumnName,
    pub target: Target,
    pub measure: Measure,
    pub reversed: bool,
    /// Labels that count as missing.
    pub missing: BTreeSet<String>,
    /// The aspect that it asks about, for factors that count the lowest aspect.
    pub part: Option<String>,
    /// Whether an answer not on the scale counts as missing instead of an error.
    pub other_missing: bool,
}

impl Item {
    /// Returns the targets of its answers: boxes answer several parts.
    pub fn targets(&self) -> Vec<Target> {
        match &self.measure {
            Measure::Boxes { boxes, .. } => {
                boxes.iter().map(|(_, part)| Target { part: Some(*part), ..self.target }).collect()
            }
            _ => vec![self.target],
        }
    }
}

const KEYS: [&str; 14] = [
    "column",
    "factor",
    "scale",
    "labels",
    "levels",
    "range",
    "bands",
    "unit",
    "boxes",
    "picked",
    "not_picked",
    "reversed",
    "missing",
    "part",
];
const SCALES: [&str; 6] = ["scale", "labels", "levels", "range", "bands", "boxes"];

pub(super) fn read(
    catalogue: &Catalogue,
    table: &Table,
    place: &str,
    missing: &BTreeSet<String>,
    faults: &mut FaultList,
) -> Option<Item> {
    let known = [&KEYS[..], &["other"]].concat();
    let mut keys = Keys::new(table, place, &known, faults);
    let column = match table.get("column") {
        Some(value) => column_name(value, "column", &mut keys),
        None => {
            keys.fault("column", text("surveys.mapping.no_column"));
            None
        }
    };
    let Some(path) = keys.text("factor") else {
        keys.fault("factor", text("surveys.mapping.no_factor"));
        return None;
    };
    let target = Target::of(catalogue, path).map_err(|what| keys.fault("factor", what)).ok()?;
    let measure = measure(catalogue, target, &mut keys);
    let own = keys.texts("missing").into_iter().flatten().map(key);
    let item = Item {
        column: column?,
        target,
        measure: measure?,
        reversed: keys.flag("reversed"),
        missing: missing.iter().cloned().chain(own).collect(),
        part: keys.text("part").map(str::to_owned),
        other_missing: other(&mut keys),
    };
    whole_or_part(catalogue, &item, &mut keys);
    Some(item)
}

fn other(keys: &mut Keys<'_>) -> bool {
    let other = keys.text("other");
    if other.is_some_and(|other| other != "missing") {
        keys.fault("other", text("surveys.mapping.other"));
    }
    other.is_some()
}

/// Checks that boxes target a factor with parts, and that every other scale targets one part.
fn whole_or_part(catalogue: &Catalogue, item: &Item, keys: &mut Keys<'_>) {
    let factor = &catalogue.factors[item.target.factor];
    let boxes = matches!(item.measure, Measure::Boxes { .. });
    if boxes && (factor.kind == Kind::Level || item.target.part.is_some()) {
        keys.fault("boxes", text("surveys.mapping.boxes_factor"));
    }
    if !boxes && factor.kind != Kind::Level && item.target.part.is_none() {
        let (what, names) = parts(catalogue, factor);
        let slots = [("factor", &*factor.id), ("part", what), ("example", names.first().copied().unwrap_or_default())];
        keys.fault("factor", fill_text("surveys.mapping.needs_part", &slots));
    }
    if boxes && item.reversed {
        keys.fault("reversed", text("surveys.mapping.boxes_reversed"));
    }
}

fn measure(catalogue: &Catalogue, target: Target, keys: &mut Keys<'_>) -> Option<Measure> {
    let given: Vec<&str> = SCALES.into_iter().filter(|key| keys.table.contains_key(*key)).collect();
    let [scale] = given[..] else {
        let slots = [("scales", &*SCALES.join(", ")), ("found", &given.len().to_string())];
        keys.fault("", fill_text("surveys.mapping.one_scale", &slots));
        return None;
    };
    match scale {
        "scale" => named_scale(catalogue, target, keys),
        "labels" => labels(keys),
        "levels" => levels(keys),
        "range" => range(catalogue, target, keys),
        "bands" => bands(catalogue, target, keys),
        _ => boxes(catalogue, target, keys),
    }
}

/// Reads a scale of the catalog, the factor's own levels, or years in its bands.
fn named_scale(catalogue: &Catalogue, target: Target, keys: &mut Keys<'_>) -> Option<Measure> {
    let name = keys.text("scale")?;
    let factor = &catalogue.factors[target.factor];
    let words = &catalogue.survey;
    if name == "choice" || name == "years" {
        let (levels, short) = match (factor.kind, target.part) {
            (Kind::PerResource, Some(kind)) => (&factor.resources[kind].levels, &factor.resources[kind].short),
            _ => (&factor.levels, &factor.short),
        };
        let mut labels = evenly(levels.iter().map(String::as_str));
        labels.extend(evenly(short.iter().map(String::as_str)));
        if name == "choice" && levels.len() == LEVELS {
            labels.extend(evenly_or_numbered(levels.iter().map(String::as_str)));
            return Some(Measure::Labels(labels));
        }
        if let Some(from) = words.years_of(&factor.id).filter(|_| name == "years") {
            return Some(Measure::Bands { bands: in_years(from), labels, units: Units::of("years") });
        }
        let slots = [("factor", &*factor.id), ("scale", name)];
        keys.fault("scale", fill_text("surveys.mapping.no_levels", &slots));
        return None;
    }
    let Some(scale) = words.scale(name) else {
        let ids = || words.scales.iter().map(|scale| scale.id.as_str()).chain(["choice", "years"]);
        let known = ids().collect::<Vec<_>>().join(", ");
        let slots = [("scale", name), ("hint", &did_you_mean(name, ids())), ("known", &known)];
        keys.fault("scale", fill_text("surveys.mapping.unknown_scale", &slots));
        return None;
    };
    let mut labels = BTreeMap::new();
    for wording in scale.wordings() {
        labels.extend(evenly_or_numbered(wording.iter().map(String::as_str)));
    }
    Some(Measure::Labels(labels))
}

/// Builds bands of years; each reaches up to the start of the next.
fn in_years(from: &[f64]) -> Vec<Band> {
    let level = |at: usize| LOWEST + (HIGHEST - LOWEST) * at as u64 / (from.len().max(2) as u64 - 1);
    let to = |at: usize| from.get(at + 1).map_or(120.0, |next| next.next_down());
    from.iter().enumerate().map(|(at, from)| Band { from: *from, to: to(at), level: level(at) }).collect()
}

fn labels(keys: &mut Keys<'_>) -> Option<Measure> {
    let labels = keys.texts("labels")?;
    let levels = evenly(labels.iter().copied());
    if labels.len() < 2 || levels.len() != labels.len() || levels.contains_key("") {
        keys.fault("labels", text("surveys.mapping.labels"));
        return None;
    }
    Some(Measure::Labels(levels))
}

fn levels(keys: &mut Keys<'_>) -> Option<Measure> {
    let mut levels = BTreeMap::new();
    for (label, value) in keys.table("levels")? {
        match number(value).map(Level::new) {
            Some(Ok(level)) => keys.insert_once("levels", &mut levels, label, level.millionths()),
            _ => keys.fault(&format!("levels, {label}"), text("surveys.facts.level")),
        }
    }
    Some(Measure::Labels(levels))
}

/// Reads the unit of the numbers; experience is in years unless the mapping says otherwise.
fn units(catalogue: &Catalogue, target: Target, keys: &mut Keys<'_>) -> Units {
    let in_years = catalogue.survey.years_of(&catalogue.factors[target.factor].id).map(|_| "years");
    keys.text("unit").or(in_years).map(Units::of).unwrap_or_default()
}

fn range(catalogue: &Catalogue, target: Target, keys: &mut Keys<'_>) -> Option<Measure> {
    let units = units(catalogue, target, keys);
    let ends: Vec<f64> = keys.list("range").iter().filter_map(number).collect();
    match ends[..] {
        [lowest, highest] if lowest < highest => Some(Measure::Range { lowest, highest, units }),
        _ => {
            keys.fault("range", text("surveys.mapping.range"));
            None
        }
    }
}

fn bands(catalogue: &Catalogue, target: Target, keys: &mut Keys<'_>) -> Option<Measure> {
    let units = units(catalogue, target, keys);
    let mut bands = Vec::new();
    for (at, value) in keys.list("bands").iter().enumerate() {
        let place = format!("{}, band {}", keys.place, at + 1);
        let Some(table) = value.as_table() else {
            keys.fault("bands", text("surveys.mapping.level_bands"));
            continue;
        };
        let mut band = Keys::new(table, &place, &["from", "to", "level"], keys.faults);
        let level = band.number("level").and_then(|level| Level::new(level).ok());
        if level.is_none() {
            band.fault("level", text("surveys.facts.level"));
        }
        if let (Some((from, to)), Some(level)) = (ends(&mut band), level) {
            bands.push(Band { from, to, level: level.millionths() });
        }
    }
    (!bands.is_empty()).then_some(Measure::Bands { bands, labels: BTreeMap::new(), units })
}

/// Reads the ends of a band; a missing end is open.
pub(super) fn ends(band: &mut Keys<'_>) -> Option<(f64, f64)> {
    let from = band.number("from").unwrap_or(f64::NEG_INFINITY);
    let to = band.number("to").unwrap_or(f64::INFINITY);
    if from > to || (from.is_infinite() && to.is_infinite()) {
        band.fault("", text("surveys.mapping.ends"));
        return None;
    }
    Some((from, to))
}

fn boxes(catalogue: &Catalogue, target: Target, keys: &mut Keys<'_>) -> Option<Measure> {
    let factor = &catalogue.factors[target.factor];
    let (what, names) = parts(catalogue, factor);
    let mut boxes = BTreeMap::new();
    for (label, value) in keys.table("boxes")? {
        let id = value.as_str().unwrap_or_default();
        match names.iter().position(|name| *name == id) {
            Some(part) => keys.insert_once("boxes", &mut boxes, label, part),
            None => {
                let slots = [("part", what), ("hint", &did_you_mean(id, names.iter().copied()))];
                keys.fault(&format!("boxes, {label}"), fill_text("surveys.mapping.box_part", &slots));
            }
        }
    }
    let mut level = |name: &str| {
        let level = Level::new(keys.number(name)?).map(Level::millionths);
        level.map_err(|error| keys.fault(name, error)).ok()
    };
    let (picked, not_picked) = (level("picked"), level("not_picked"));
    if picked.is_none() && factor.kind != Kind::Shares {
        keys.fault("picked", text("surveys.mapping.no_picked"));
    }
    let boxes = boxes.into_iter().collect();
    Some(Measure::Boxes { boxes, picked: picked.unwrap_or(HIGHEST), not_picked })
}
