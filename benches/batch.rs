//! Nanoseconds per profile in a batch, for each format and kind of answer, compared with a floor in the same run:
//! reading the same bytes, parsing them into plain structs, and writing the same answers, without scoring.
//!
//! `cargo bench --bench batch`, pinned to one core with `taskset -c 0` for the one-thread rows.

mod support;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Instant;

use backmap::advisor::{Advisor, Options};
use backmap::batch::{
    AnswerKind, Block, Compression, FORMATS, Format, Input, Progress, Setup, Tally, answer_some, run,
};
use backmap::wire::Rendered;
use parquet::column::reader::ColumnReader;
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use support::{Answers, bodies, median, report};

const ROWS: usize = 4_096;
const ROUNDS: usize = 7;

/// A profile for plain serde.
#[derive(serde::Deserialize)]
#[allow(dead_code, reason = "only parsing is measured")]
struct Typed {
    id: Option<String>,
    factors: BTreeMap<String, Answer>,
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
#[allow(dead_code, reason = "only parsing is measured")]
enum Answer {
    Level(f64),
    Id(String),
    Each(BTreeMap<String, f64>),
}

struct Inputs {
    ndjson: Vec<u8>,
    csv: Vec<u8>,
    parquet: Vec<u8>,
}

fn main() {
    let advisor = Advisor::embedded();
    let rendered = Rendered::new(&advisor);
    let inputs = inputs(&advisor);
    println!("{ROWS} profiles, every factor answered by whole levels; one thread, medians of {ROUNDS} rounds");
    for (format, bytes) in [("ndjson", &inputs.ndjson), ("csv", &inputs.csv), ("parquet", &inputs.parquet)] {
        println!("{format}: {} bytes per profile", bytes.len() / ROWS);
        let format = FORMATS.iter().find(|known| known.id == format).expect("it is a format");
        for (kind, top) in [
            (AnswerKind::Scores, None),
            (AnswerKind::Places, Some(3)),
            (AnswerKind::Reasons, Some(3)),
            (AnswerKind::Whole, None),
        ] {
            if kind == AnswerKind::Whole && format.id != "ndjson" {
                continue;
            }
            let options = Options { top, ..Options::default() };
            let setup =
                Setup::new(&advisor, &rendered, kind, &options).expect("the catalogue's weights weigh something");
            one_thread(format, bytes, &setup);
        }
    }
    two_threads(&advisor, &rendered, &inputs.ndjson);
}

/// The same teams in every format.
fn inputs(advisor: &Advisor) -> Inputs {
    let bodies = bodies(advisor, Answers::Levels);
    let profiles: Vec<serde_json::Value> = (0..ROWS)
        .map(|at| {
            let body: serde_json::Value = serde_json::from_str(&bodies[at % bodies.len()]).expect("bodies are JSON");
            let mut profile = body["profile"].clone();
            profile["id"] = format!("team-{at}").into();
            profile
        })
        .collect();
    let rows: Vec<BTreeMap<String, String>> = profiles.iter().map(columns).collect();
    let names: Vec<&String> = rows[0].keys().collect();
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(&names).expect("memory takes all");
    rows.iter().for_each(|row| csv.write_record(row.values()).expect("memory takes all"));
    let lines: String = profiles.iter().map(|profile| format!("{profile}\n")).collect();
    Inputs {
        ndjson: lines.into_bytes(),
        csv: csv.into_inner().expect("memory takes all"),
        parquet: parquet(&names, &rows),
    }
}

/// A profile as a row.
fn columns(profile: &serde_json::Value) -> BTreeMap<String, String> {
    let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut row = BTreeMap::from([("id".to_owned(), text(&profile["id"]))]);
    for (factor, answer) in profile["factors"].as_object().expect("factors are an object") {
        match answer.as_object() {
            Some(each) => {
                // A share of one category has a different key in every row, but all rows have the same columns.
                let keys = if factor == "learning_preference" { vec![] } else { each.iter().collect() };
                row.extend(keys.into_iter().map(|(key, value)| (format!("{factor}.{key}"), text(value))));
            }
            None => drop(row.insert(factor.clone(), text(answer))),
        }
    }
    row
}

fn parquet(names: &[&String], rows: &[BTreeMap<String, String>]) -> Vec<u8> {
    let cells = |name: &str| -> Vec<&str> { rows.iter().map(|row| row[name].as_str()).collect() };
    let levels = |name: &str| cells(name).into_iter().map(|cell| cell.parse::<i32>().ok()).collect::<Option<Vec<_>>>();
    let fields = names.iter().map(|name| match levels(name) {
        Some(_) => format!("required int32 {name} (integer(8,false));"),
        None => format!("required binary {name} (string);"),
    });
    let schema = format!("message schema {{ {} }}", fields.collect::<String>());
    let schema = Arc::new(parse_message_type(&schema).expect("it is a schema"));
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).expect("memory takes all");
    let mut group = writer.next_row_group().expect("memory takes all");
    for name in names {
        let mut column = group.next_column().expect("memory takes all").expect("every column has a name");
        match levels(name) {
            Some(levels) => column.typed::<Int32Type>().write_batch(&levels, None, None),
            None => {
                let texts: Vec<ByteArray> = cells(name).into_iter().map(ByteArray::from).collect();
                column.typed::<ByteArrayType>().write_batch(&texts, None, None)
            }
        }
        .expect("memory takes all");
        column.close().expect("memory takes all");
    }
    group.close().expect("memory takes all");
    writer.into_inner().expect("memory takes all")
}

/// Answers the whole input on this thread.
fn answers(format: &Format, bytes: &[u8], setup: &Setup<'_>) -> Vec<Block> {
    let stream: Box<dyn std::io::Read + Send> = Box::new(std::io::Cursor::new(bytes.to_vec()));
    let input = if format.stream.is_some() {
        Input::Stream(stream, Compression::None)
    } else {
        let mut file = tempfile::tempfile().expect("there is room for a file");
        std::io::Write::write_all(&mut file, bytes).expect("there is room for a file");
        Input::File(file)
    };
    let mut source = (format.source)(input, setup).expect("the input is valid");
    let mut builder = (format.builder)(setup);
    let mut blocks = Vec::new();
    while let Some(many) = source.next(setup).expect("the input is valid") {
        for mut rows in many {
            answer_some(setup, rows.as_mut(), builder.as_mut(), &mut Tally::default(), usize::MAX);
            blocks.push(builder.take());
        }
    }
    blocks
}

/// The output that the floor writes again: bytes, or columns through the format's writer.
fn write(format: &Format, blocks: Vec<Block>, setup: &Setup<'_>) {
    let stream = Compression::None.writer(Box::new(std::io::sink())).expect("nothing is written yet");
    let mut sink = (format.sink)(stream, setup).expect("nothing is written yet");
    blocks.into_iter().for_each(|block| sink.write(block).expect("a sink takes all"));
    sink.finish().expect("a sink takes all");
}

fn copies(blocks: &[Block]) -> Vec<Block> {
    let copy = |block: &Block| match block {
        Block::Bytes(bytes) => Block::Bytes(bytes.clone()),
        Block::Columns(columns) => Block::Columns(columns.clone()),
    };
    blocks.iter().map(copy).collect()
}

/// Parses into typed structs.
fn typed(format: &Format, bytes: &[u8]) {
    match format.id {
        "ndjson" => bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).for_each(|line| {
            black_box(serde_json::from_slice::<Typed>(line).expect("lines are JSON"));
        }),
        "csv" => {
            let mut reader = csv::Reader::from_reader(bytes);
            for row in reader.deserialize::<BTreeMap<String, String>>() {
                black_box(row.expect("rows are CSV"));
            }
        }
        _ => {
            let reader = SerializedFileReader::new(bytes::Bytes::copy_from_slice(bytes)).expect("it is Parquet");
            for group in 0..reader.num_row_groups() {
                decode(reader.get_row_group(group).expect("it is Parquet").as_ref());
            }
        }
    }
}

/// Decodes every column.
fn decode(group: &dyn RowGroupReader) {
    for column in 0..group.num_columns() {
        match group.get_column_reader(column).expect("it is Parquet") {
            ColumnReader::Int32ColumnReader(mut reader) => {
                let mut values = Vec::new();
                reader.read_records(ROWS, None, None, &mut values).expect("it is Parquet");
                black_box(values);
            }
            ColumnReader::ByteArrayColumnReader(mut reader) => {
                let mut values = Vec::new();
                reader.read_records(ROWS, None, None, &mut values).expect("it is Parquet");
                black_box(values);
            }
            _ => unreachable!("the columns hold levels and texts"),
        }
    }
}

fn one_thread(format: &Format, bytes: &[u8], setup: &Setup<'_>) {
    let blocks = answers(format, bytes, setup);
    let (mut floors, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        typed(format, bytes);
        write(format, copies(&blocks), setup);
        floors.push(begun.elapsed().as_nanos() as f64 / ROWS as f64);
        let begun = Instant::now();
        write(format, answers(format, bytes, setup), setup);
        ours.push(begun.elapsed().as_nanos() as f64 / ROWS as f64);
    }
    let (floor, ours) = (median(floors), median(ours));
    report(&format!("  floor for {}", setup.kind.id()), floor, floor);
    report(&format!("  {}", setup.kind.id()), ours, floor);
}

struct Silent;

impl Progress for Silent {
    fn on_progress(&mut self, _: &Tally) {}
}

/// The whole run with one worker thread and with two.
fn two_threads(advisor: &Advisor, rendered: &Rendered, lines: &[u8]) {
    let options = Options { top: Some(3), ..Options::default() };
    let setup = Setup::new(advisor, rendered, AnswerKind::Reasons, &options).expect("the weights weigh something");
    let lines = lines.repeat(8);
    let timed = |workers: usize| {
        let format = &FORMATS[0];
        let input = Input::Stream(Box::new(std::io::Cursor::new(lines.clone())), Compression::None);
        let source = (format.source)(input, &setup).expect("the input is valid");
        let stream = Compression::None.writer(Box::new(std::io::sink())).expect("nothing is written yet");
        let sink = (format.sink)(stream, &setup).expect("nothing is written yet");
        let workers = NonZeroUsize::new(workers).expect("there is a thread");
        let begun = Instant::now();
        run(&setup, source, (format, sink), workers, &mut Silent).expect("the input is valid");
        begun.elapsed().as_nanos() as f64 / (8 * ROWS) as f64
    };
    let (mut one, mut two) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        one.push(timed(1));
        two.push(timed(2));
    }
    let (one, two) = (median(one), median(two));
    println!(
        "ndjson with reasons, wall time: one thread {one:.0} ns, two threads {two:.0} ns, {:.2} times as fast",
        one / two
    );
}
