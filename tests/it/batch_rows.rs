//! Rows as they are cut and read, whatever the pieces they arrive in.

use backmap::advisor::Options;
use backmap::batch::{AnswerKind, FORMATS, Rows, Setup};
use backmap::wire::{Columns, read_row, read_whole_row};
use proptest::prelude::*;

use super::support::{ADVISOR, RENDERED};

/// The rows of a stream that arrives in pieces of these sizes, as their lines and what they say.
fn rows(format: &str, bytes: &[u8], sizes: &[usize]) -> Result<Vec<(u64, String)>, String> {
    let setup = Setup::new(&ADVISOR, &RENDERED, AnswerKind::Scores, &Options::default()).unwrap();
    let format = FORMATS.iter().find(|known| known.id == format).unwrap();
    let mut splitter = (format.stream.unwrap().splitter)();
    let mut blocks: Vec<Box<dyn Rows>> = Vec::new();
    let (mut rest, mut sizes) = (bytes, sizes.iter().cycle());
    while !rest.is_empty() {
        let (piece, later) = rest.split_at((*sizes.next().unwrap()).clamp(1, rest.len()));
        blocks.extend(splitter.push(&setup, piece).map_err(|problem| problem.summary())?);
        rest = later;
    }
    blocks.extend(splitter.end(&setup).map_err(|problem| problem.summary())?);
    let mut rows = Vec::new();
    for mut block in blocks {
        while let Some(row) = block.next(&setup) {
            let said =
                row.request.map(|request| format!("{:?}", request.profile)).unwrap_or_else(|problem| problem.summary());
            rows.push((row.line, said));
        }
    }
    Ok(rows)
}

/// Text that is rich in what ends rows and cells.
fn pieces(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(words), 0..40).prop_map(|words| words.concat())
}

const JSON_WORDS: &[&str] = &[
    "\n",
    "\r\n",
    "{\"factors\":{}}",
    "{\"id\":\"x\",\"factors\":{\"time_available\":3}}",
    " ",
    "{",
    "\"",
    "é",
    "\u{2028}",
    "\0",
];
const CSV_WORDS: &[&str] = &["\n", "\n", "\r\n", ",", ",", "\"", "\"\"", "x", "3", " ", "é", "\"a\nb\"", "\"a,\"\"b\""];

/// Lines near enough to a profile that the quick reader takes some of them and gives up on others.
fn nearly_a_profile() -> impl Strategy<Value = String> {
    let level = || {
        prop::sample::select(
            &[
                "1",
                "5",
                " 3 ",
                "2.5",
                "0",
                "6",
                "05",
                "1e0",
                "-1",
                "\"x\"",
                "null",
                "{\"counts\":[0,1,4,2,1]}",
                "{\"counts\":[0,0,0,0,0]}",
                "{\"counts\":[1,2,3,4]}",
                "{ \"counts\" : [12, 0, 1, 0, 1000000000] }",
                "{}",
            ][..],
        )
    };
    let factor = prop_oneof![
        (
            prop::sample::select(&["time_available", "perceived_value", "time_avail", "perceived\\u005fvalue"][..]),
            level()
        )
            .prop_map(|(name, level)| format!("\"{name}\":{level}")),
        level().prop_map(|level| format!("\"resources\":{{\"staff\":{level}}}")),
        (level(), level())
            .prop_map(|(one, two)| format!("\"design_experience\": {{\"coaching\":{one},\"workshops\":{two}}}")),
        prop::sample::select(
            &[
                "\"outcome_type\":\"mastery\"",
                "\"outcome_type\":\"skills\"",
                "\"outcome_type\":{\"mastery\":1,\"knowledge\":2}",
                "\"outcome_type\":{\"mastery\":0}",
                "\"learning_preference\":\"reading\"",
                "\"learning_preference\":{\"reading\":3}",
                "\"learning_preference\":{}",
                "\"resources\":{}"
            ][..]
        )
        .prop_map(str::to_owned),
    ];
    let id = prop::sample::select(
        &[
            "",
            "\"id\":\"t\",",
            "\"id\":\"é\",",
            "\"id\":\"\\\"\",",
            "\"id\":3,",
            "\"id\":\"a\",\"id\":\"b\",",
            "\"setting\":{\"team_size\":3},",
        ][..],
    );
    let end = prop::sample::select(&["", " ", "\r", ",", "}", "x"][..]);
    (id, prop::collection::vec(factor, 0..6), end)
        .prop_map(|(id, factors, end)| format!("{{{id}\"factors\":{{{}}}}}{end}", factors.join(",")))
}

proptest! {
    #[test]
    fn a_line_is_read_alike_by_the_quick_reader_and_by_the_one_that_knows_everything(line in nearly_a_profile()) {
        match (read_row(&ADVISOR, line.as_bytes()), read_whole_row(&ADVISOR, line.as_bytes())) {
            (Ok(quick), Ok(whole)) => prop_assert_eq!(quick.profile, whole.profile),
            (Err(quick), Err(whole)) => prop_assert_eq!(quick, whole),
            (quick, whole) => prop_assert!(false, "{quick:?} and {whole:?}"),
        }
    }

    #[test]
    fn lines_are_the_same_whatever_the_pieces(text in pieces(JSON_WORDS), sizes in prop::collection::vec(1_usize..40, 1..5)) {
        let whole = rows("ndjson", text.as_bytes(), &[usize::MAX]).unwrap();
        prop_assert_eq!(&rows("ndjson", text.as_bytes(), &sizes).unwrap(), &whole);
        // As many rows as lines, numbered one by one.
        let lines = text.matches('\n').count() + usize::from(!text.is_empty() && !text.ends_with('\n'));
        prop_assert!(whole.iter().map(|row| row.0).eq(1..=lines as u64));
    }

    #[test]
    fn records_are_the_same_whatever_the_pieces(text in pieces(CSV_WORDS), sizes in prop::collection::vec(1_usize..40, 1..5)) {
        let text = format!("id,time_available\n{text}");
        let whole = rows("csv", text.as_bytes(), &[usize::MAX]);
        prop_assert_eq!(&rows("csv", text.as_bytes(), &sizes), &whole);
        // A quotation mark that is open at the end is told; what it swallows is not known.
        let Ok(whole) = whole else {
            prop_assert!(text.contains('"'));
            return Ok(());
        };
        // As many as the csv crate reads at once, on the same lines.
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let starts = reader.byte_records().map(|record| record.unwrap().position().unwrap().byte() as usize);
        let lines: Vec<u64> = starts
            .map(|start| {
                let start = text.len() - text[start..].trim_start_matches(['\r', '\n']).len();
                1 + backmap::tables::line_ends(&text.as_bytes()[..start]) as u64
            })
            .collect();
        prop_assert!(whole.iter().map(|row| row.0).eq(lines.iter().copied()), "{:?}", lines);
    }

    #[test]
    fn no_bytes_make_a_reader_fail_otherwise_than_by_a_problem(bytes in prop::collection::vec(any::<u8>(), 0..300), sizes in prop::collection::vec(1_usize..40, 1..5)) {
        rows("ndjson", &bytes, &sizes).unwrap();
        let _ = rows("csv", &bytes, &sizes);
        let _ = rows("csv", &[b"id,time_available\n".as_slice(), &bytes].concat(), &sizes);
    }

    #[test]
    fn a_row_of_columns_says_what_its_json_says(
        levels in prop::collection::vec(prop::sample::select(&["", "1", "3", "5", "2.5", "6", "0", "x", " 4 ", "1e0", "-0"]), 4),
        outcome in prop::sample::select(&["", "mastery", "knowledge", "skills"]),
        id in prop::sample::select(&["", "t", "\"", "a\\b"]),
        shares in prop::collection::vec(prop::sample::select(&["", "0", "3", "10", "-1", "x"]), 2),
    ) {
        let names = ["time_available", "resources.staff", "resources.funds", "design_experience.coaching", "outcome_type", "id", "learning_preference.reading", "learning_preference.discussion"];
        let cells: Vec<&str> = levels.iter().copied().chain([outcome, id]).chain(shares.iter().copied()).collect();
        let by_columns = Columns::new(ADVISOR.catalogue(), names, |_| false).unwrap().read(&ADVISOR, cells.as_slice());
        // The same, written by hand.
        let number = |text: &str| match text.trim() { text @ ("x" | "skills") => format!("\"{text}\""), text => text.to_owned() };
        let mut factors = Vec::new();
        if !cells[0].is_empty() { factors.push(format!("\"time_available\":{}", number(cells[0]))); }
        let each: Vec<String> = [("staff", cells[1]), ("funds", cells[2])].into_iter().filter(|(_, cell)| !cell.is_empty())
            .map(|(kind, cell)| format!("\"{kind}\":{}", number(cell))).collect();
        if !each.is_empty() { factors.push(format!("\"resources\":{{{}}}", each.join(","))); }
        if !cells[3].is_empty() { factors.push(format!("\"design_experience\":{{\"coaching\":{}}}", number(cells[3]))); }
        if !outcome.is_empty() { factors.push(format!("\"outcome_type\":\"{outcome}\"")); }
        let each: Vec<String> = ["reading", "discussion"].iter().zip(&shares).filter(|(_, cell)| !cell.is_empty())
            .map(|(form, cell)| format!("\"{form}\":{}", number(cell))).collect();
        if !each.is_empty() { factors.push(format!("\"learning_preference\":{{{}}}", each.join(","))); }
        let id = if id.is_empty() { String::new() } else { format!("\"id\":{},", serde_json::json!(id)) };
        let by_json = read_row(&ADVISOR, format!("{{{id}\"factors\":{{{}}}}}", factors.join(",")).as_bytes());
        match (by_columns, by_json) {
            (Ok(columns), Ok(json)) => prop_assert_eq!(columns, json.profile),
            (Err(columns), Err(json)) => {
                let details = |problem: &backmap::wire::Problem| problem.errors.iter().map(|error| error.detail.clone()).collect::<std::collections::BTreeSet<_>>();
                prop_assert_eq!(details(&columns), details(&json));
                prop_assert!(columns.errors.iter().all(|error| names.iter().any(|name| name.starts_with(&error.pointer))), "{:?}", columns);
            }
            (columns, json) => prop_assert!(false, "{columns:?} and {json:?}"),
        }
    }
}
