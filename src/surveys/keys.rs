//! Reads a TOML table key by key and reports all errors of a mapping at once, with the nearest known name.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use toml::{Table, Value};

use super::error::FaultList;
use crate::catalogue::did_you_mean;
use crate::tables::key;
use crate::words::{self, fill, fill_text};

/// A table, its place in the file, and the list for its errors.
pub(super) struct Keys<'a> {
    pub table: &'a Table,
    pub place: String,
    pub faults: &'a mut FaultList,
}

impl<'a> Keys<'a> {
    /// Wraps a table and reports keys that are not in `known`.
    pub fn new(table: &'a Table, place: &str, known: &[&str], faults: &'a mut FaultList) -> Self {
        for key in table.keys().filter(|key| !known.contains(&key.as_str())) {
            let hint = did_you_mean(key, known.iter().copied());
            let template = match hint.is_empty() {
                true => words::text("surveys.keys.unknown_of"),
                false => words::text("surveys.keys.unknown"),
            };
            faults.add(place, fill(template, &[("key", key), ("hint", &hint), ("known", &known.join(", "))]));
        }
        Self { table, place: place.to_owned(), faults }
    }

    pub fn fault(&mut self, key: &str, what: impl std::fmt::Display) {
        let place = match (self.place.as_str(), key) {
            (place, "") => place.to_owned(),
            ("", key) => key.to_owned(),
            (place, key) => format!("{place}, {key}"),
        };
        self.faults.add(&place, what);
    }

    /// Inserts a value by its normalized label. Reports a label that reads as an earlier one with another value: only one
    /// of the two would count.
    pub fn insert_once<T: PartialEq>(&mut self, place: &str, all: &mut BTreeMap<String, T>, label: &str, value: T) {
        match all.entry(key(label)) {
            Entry::Vacant(free) => drop(free.insert(value)),
            Entry::Occupied(before) if *before.get() == value => {}
            Entry::Occupied(_) => self.fault(&format!("{place}, {label}"), words::text("surveys.mapping.same_label")),
        }
    }

    fn read<T>(&mut self, key: &str, expected: &str, read: impl Fn(&'a Value) -> Option<T>) -> Option<T> {
        let value = self.table.get(key)?;
        let read = read(value);
        if read.is_none() {
            self.fault(key, fill_text("surveys.keys.expected", &[("expected", expected), ("found", kind(value))]));
        }
        read
    }

    pub fn text(&mut self, key: &str) -> Option<&'a str> {
        self.read(key, words::text("surveys.kinds.filled_text"), |value| {
            value.as_str().filter(|text| !text.trim().is_empty())
        })
    }

    pub fn flag(&mut self, key: &str) -> bool {
        self.read(key, words::text("surveys.kinds.flag"), Value::as_bool).unwrap_or(false)
    }

    pub fn number(&mut self, key: &str) -> Option<f64> {
        self.read(key, words::text("surveys.kinds.number"), number)
    }

    pub fn whole_number(&mut self, key: &str, least: i64, most: i64) -> Option<i64> {
        let slots = [("least", &*least.to_string()), ("most", &most.to_string())];
        let expected = fill_text("surveys.kinds.whole_number", &slots);
        self.read(key, &expected, |value| value.as_integer().filter(|whole| (least..=most).contains(whole)))
    }

    pub fn texts(&mut self, key: &str) -> Option<Vec<&'a str>> {
        self.read(key, words::text("surveys.kinds.strings"), |value| {
            value.as_array()?.iter().map(Value::as_str).collect()
        })
    }

    pub fn list(&mut self, key: &str) -> &'a [Value] {
        self.read(key, words::text("surveys.kinds.list"), |value| value.as_array().map(Vec::as_slice))
            .unwrap_or_default()
    }

    pub fn table(&mut self, key: &str) -> Option<&'a Table> {
        self.read(key, words::text("surveys.kinds.table"), Value::as_table)
    }
}

pub(super) fn number(value: &Value) -> Option<f64> {
    let number = value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64));
    number.filter(|number| number.is_finite())
}

pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::String(_) => words::text("surveys.kinds.text"),
        Value::Integer(_) | Value::Float(_) => words::text("surveys.kinds.number"),
        Value::Boolean(_) => words::text("surveys.kinds.flag"),
        Value::Datetime(_) => words::text("surveys.kinds.date"),
        Value::Array(_) => words::text("surveys.kinds.list"),
        Value::Table(_) => words::text("surveys.kinds.table"),
    }
}
