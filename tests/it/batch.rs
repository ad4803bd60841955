//! Many profiles from a file to a file: `backmap batch`.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Output, Stdio};

use parquet::file::properties::WriterProperties;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::parquet_files::{Column, parquet_file, rows_of};
use super::server::{command, until};
use super::support::{ADVISOR, answer_bytes};

/// Lines of every sort, with what each is.
const LINES: [(&str, &str); 10] = [
    ("a bare profile", r#"{"id":"a","factors":{"time_available":2}}"#),
    ("a whole request", r#"{"profile":{"id":"b","factors":{}},"options":{"top":2,"explain":"none"}}"#),
    ("a blank line", ""),
    ("an unknown factor", r#"{"factors":{"time_avail":2}}"#),
    ("what is not JSON", r#"{"factors":"#),
    ("a list", "[]"),
    ("the key spelled with an escape", r#"{"\u0070rofile":{"factors":{}}}"#),
    ("the word in an id", r#"{"id":"\"profile\"","factors":{"perceived_value":{"counts":[0,1,4,2,1]}}}"#),
    ("separators that are no ends of lines", "{\"id\":\"\u{2028}\u{85}\",\"factors\":{}}"),
    ("weights that leave nothing", r#"{"profile":{"factors":{}},"options":{"weights":{"time_available":-1}}}"#),
];

/// What a single request is answered, or its problem.
pub fn single(line: &str) -> Vec<u8> {
    let is_bare =
        serde_json::from_str::<Value>(line).is_ok_and(|body| body.is_object() && body.get("profile").is_none());
    let body = if is_bare { format!("{{\"profile\":{line}}}") } else { line.to_owned() };
    match answer_bytes(body.as_bytes()) {
        Ok(answer) => answer,
        Err(_) => {
            let problem = backmap::wire::read_row(&ADVISOR, line.as_bytes()).expect_err("a row is read like a request");
            // A problem says which row it is about, if that can be read.
            let row = serde_json::from_str::<Value>(line).unwrap_or_default();
            let mut answer = backmap::wire::to_json(&problem);
            if let Some(id) = row.get("profile").unwrap_or(&row)["id"].as_str() {
                answer.pop();
                answer.extend_from_slice(format!(",\"profile_id\":{}}}", Value::from(id)).as_bytes());
            }
            answer
        }
    }
}

/// All of them, as one input, and what it is answered.
pub fn mixed() -> (Vec<u8>, Vec<u8>) {
    let (mut input, mut answers) = (Vec::new(), Vec::new());
    for (_, line) in LINES {
        input.extend_from_slice(line.as_bytes());
        input.push(b'\n');
        answers.extend(single(line));
        answers.push(b'\n');
    }
    (input, answers)
}

fn batch(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = assert_cmd::Command::from_std(command());
    command.arg("batch").args(arguments).write_stdin(input);
    command.timeout(std::time::Duration::from_secs(120)).output().expect("the binary runs")
}

fn talk(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("talk is text")
}

/// The output of a run that goes well.
fn filtered(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let output = batch(&[&["-", "--output", "-"], arguments].concat(), input);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", talk(&output));
    output.stdout
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        fs::write(self.path(name), bytes).unwrap();
        self.text(name)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// Teams with answers of every kind, as profiles and as a table.
fn teams() -> (Vec<Value>, String) {
    let header = "id,time_available,perceived_value,perceived_value.count_1,perceived_value.count_2,perceived_value.count_3,\
                  perceived_value.count_4,perceived_value.count_5,resources.staff,resources.technology,\
                  design_experience.workshops,learning_preference.reading,learning_preference.collaborative,outcome_type,\
                  setting.team_size,setting.cover_available,current";
    let rows = [
        (
            "t-1,2,,0,1,4,2,1,2,4,5,,,application,,,",
            json!({"id": "t-1", "factors": {
            "time_available": 2, "perceived_value": {"counts": [0, 1, 4, 2, 1]}, "resources": {"staff": 2, "technology": 4},
            "design_experience": {"workshops": 5}, "outcome_type": "application"}}),
        ),
        (
            "t-2,3.4,4,,,,,,,,,1,5,,8,false,workshops;courses",
            json!({"id": "t-2", "factors": {
            "time_available": 3.4, "perceived_value": 4, "learning_preference": {"reading": 1, "collaborative": 5}},
            "setting": {"team_size": 8, "cover_available": false}, "current": ["workshops", "courses"]}),
        ),
        (",,,,,,,,,,,,,,,,", json!({"factors": {}})),
        (
            "t-4,1,5,,,,,,1,1,1,,,mastery,,,",
            json!({"id": "t-4", "factors": {
            "time_available": 1, "perceived_value": 5, "resources": {"staff": 1, "technology": 1},
            "design_experience": {"workshops": 1}, "outcome_type": "mastery"}}),
        ),
        (
            "\"t \"\"5\"\", n\",5,,,,,2.5,,,,,,,awareness,,,",
            json!({"id": "t \"5\", n", "factors": {
            "time_available": 5, "perceived_value": {"counts": [0, 0, 0, 2.5, 0]}, "outcome_type": "awareness"}}),
        ),
    ];
    let table = rows.iter().map(|(row, _)| format!("{row}\n")).collect::<String>();
    (rows.into_iter().map(|(_, profile)| profile).collect(), format!("{header}\n{table}"))
}

/// A table as a Parquet file: numbers as numbers, with NaN or null for empty cells.
fn parquet_of(table: &str) -> Vec<u8> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let columns = header.iter().enumerate().map(|(at, name)| {
        let cells = || records.iter().map(|record| Some(&record[at]).filter(|cell| !cell.is_empty()));
        let levels = cells().map(|cell| cell.map(str::parse::<u8>).transpose()).collect::<Result<Vec<_>, _>>();
        let numbers = cells().map(|cell| cell.map_or(Ok(f64::NAN), str::parse)).collect::<Result<Vec<f64>, _>>();
        let column = match (levels, numbers) {
            (Ok(levels), _) => Column::Small(levels.into_iter().map(|level| level.map(i32::from)).collect()),
            (_, Ok(numbers)) => Column::Numbers(numbers.into_iter().map(Some).collect()),
            _ => Column::Texts(cells().map(|cell| cell.map(str::to_owned)).collect()),
        };
        (name, column)
    });
    parquet_file(&columns.collect::<Vec<_>>(), WriterProperties::default())
}

#[test]
fn batch_answers_every_line_as_a_single_request_is_answered() {
    let (input, answers) = mixed();
    assert_eq!(String::from_utf8(filtered(&[], &input)).unwrap(), String::from_utf8(answers.clone()).unwrap());
    // Without an end behind the last line, with ends as Windows writes them, behind a byte order mark.
    assert_eq!(filtered(&[], &input[..input.len() - 1]), answers);
    let windows = String::from_utf8(input.clone()).unwrap().replace('\n', "\r\n");
    assert_eq!(filtered(&["--jobs", "1"], windows.as_bytes()), answers);
    assert_eq!(filtered(&[], &[b"\xef\xbb\xbf", input.as_slice()].concat()), answers);
    assert_eq!(filtered(&[], b""), b"");
}

#[test]
fn batch_keeps_the_order_whatever_the_number_of_threads() {
    let lines = (0..9_000).map(|at| format!("{{\"id\":\"{at}\",\"factors\":{{\"time_available\":{}}}}}\n", 1 + at % 5));
    let input = lines.collect::<String>();
    let one = filtered(&["--answer", "scores", "--jobs", "1"], input.as_bytes());
    for jobs in ["2", "7"] {
        assert!(filtered(&["--answer", "scores", "--jobs", jobs], input.as_bytes()) == one, "{jobs} threads");
    }
    let ids = String::from_utf8(one).unwrap();
    let ids = ids.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["profile_id"].clone());
    assert!(ids.eq((0..9_000).map(|at| json!(at.to_string()))));
}

#[test]
fn batch_reads_the_same_from_every_format() {
    let (profiles, table) = teams();
    let lines = profiles.iter().map(|profile| format!("{profile}\n")).collect::<String>();
    let folder = Folder::new();
    let inputs = [
        folder.write("teams.ndjson", lines.as_bytes()),
        folder.write("teams.csv", table.as_bytes()),
        folder.write("windows.csv", format!("\u{feff}{}", table.replace('\n', "\r\n")).as_bytes()),
        folder.write("tabs.tsv", tabs(&table).as_bytes()),
        folder.write("teams.parquet", &parquet_of(&table)),
    ];
    for answer in ["scores", "places", "reasons", "whole"] {
        let mut said = Vec::new();
        for input in &inputs {
            for ending in ["ndjson", "csv", "parquet"] {
                let output = folder.text(&format!("out.{ending}"));
                let run = batch(&[input, "-o", &output, "--answer", answer], b"");
                assert_eq!(run.status.code(), Some(0), "{input} {answer}: {}", talk(&run));
                said.push((ending, input, fs::read(output).unwrap()));
            }
        }
        for (ending, input, bytes) in &said {
            let first = said.iter().find(|(other, ..)| other == ending).unwrap();
            assert!(*bytes == first.2, "{input} to {ending}, {answer}");
        }
    }
}

/// The table with tabs between its cells.
fn tabs(table: &str) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    reader.records().for_each(|record| writer.write_record(&record.unwrap()).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn batch_says_the_same_in_every_format() {
    let (profiles, table) = teams();
    let folder = Folder::new();
    let input = folder.write("teams.csv", table.as_bytes());
    let [places, parquet, scores] = ["places.csv", "places.parquet", "scores.csv"].map(|name| {
        let output = folder.text(name);
        let kind = if name.starts_with("scores") { "scores" } else { "places" };
        assert_eq!(batch(&[&input, "-o", &output, "--answer", kind], b"").status.code(), Some(0), "{name}");
        folder.path(name)
    });
    let mut expected = Vec::new();
    for profile in &profiles {
        let answer: Value = serde_json::from_slice(&single(&profile.to_string())).unwrap();
        for one in answer["recommendations"].as_array().unwrap() {
            let id = profile["id"].as_str().unwrap_or_default();
            let text = |value: &Value| format!("{:.2}", value.as_f64().unwrap());
            let [score, low, high] = [&one["score"], &one["interval"]["low"], &one["interval"]["high"]].map(text);
            let word = |key: &str| one[key].as_str().unwrap().to_owned();
            expected.push([
                id.to_owned(),
                one["rank"].to_string(),
                word("design"),
                word("environment"),
                score,
                low,
                high,
                String::new(),
            ]);
        }
    }
    let mut reader = csv::Reader::from_path(&places).unwrap();
    let names = ["profile_id", "rank", "design", "environment", "score", "low", "high", "error"];
    assert_eq!(reader.headers().unwrap(), &csv::StringRecord::from(names.to_vec()));
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), expected.len());
    for (record, expected) in records.iter().zip(&expected) {
        assert!(record.iter().eq(expected.iter()), "{record:?} and {expected:?}");
    }
    // Parquet holds the same in whole hundredths of a point.
    for (row, expected) in rows_of(&parquet).iter().zip(&expected) {
        for ((name, cell), expected) in row.iter().zip(expected) {
            let hundredths = name.ends_with("_hundredths");
            let expected = if hundredths { expected.replacen('.', "", 1) } else { expected.clone() };
            assert_eq!(
                cell.parse::<i32>().map_or(cell.clone(), |n| n.to_string()),
                expected.parse::<i32>().map_or(expected, |n| n.to_string()),
                "{name}"
            );
        }
    }
    let mut reader = csv::Reader::from_path(&scores).unwrap();
    let header = reader.headers().unwrap().clone();
    for record in reader.records().map(Result::unwrap) {
        for (design, score) in header.iter().zip(&record).skip(1).filter(|(name, _)| *name != "error") {
            let placed = expected.iter().find(|one| one[0] == record[0] && one[2] == design);
            assert_eq!(score, placed.map_or("", |one| one[4].as_str()), "{design} for {}", &record[0]);
        }
    }
}

#[test]
fn batch_reads_and_writes_compressed_files() {
    let (input, answers) = mixed();
    let folder = Folder::new();
    let gzip = |bytes: &[u8]| {
        let mut coder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        coder.write_all(bytes).unwrap();
        coder.finish().unwrap()
    };
    let (first, second) = input.split_at(input.len() / 2);
    // Two files joined end to end are one.
    let joined = folder.write("in.ndjson.gz", &[gzip(first), gzip(second)].concat());
    let zstd = folder.write("in.jsonl.zst", &zstd::encode_all(input.as_slice(), 3).unwrap());
    for (input, output) in [(joined, "out.ndjson.zst"), (zstd, "out.ndjson.gz")] {
        let output = folder.text(output);
        assert_eq!(batch(&[&input, "-o", &output], b"").status.code(), Some(0), "{input}");
        let mut plain = Vec::new();
        let bytes = fs::read(&output).unwrap();
        match output.ends_with("gz") {
            true => flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut plain).map(|_| ()).unwrap(),
            false => plain = zstd::decode_all(bytes.as_slice()).unwrap(),
        }
        assert_eq!(plain, answers, "{output}");
    }
    let piped = batch(&["-", "--from", "ndjson.gz", "-o", "-", "--to", "ndjson"], &gzip(&input));
    assert_eq!(piped.stdout, answers);
}

#[test]
fn batch_tells_which_lines_were_refused() {
    let (input, _) = mixed();
    let folder = Folder::new();
    let path = folder.write("in.ndjson", &input);
    let run = batch(&[&path, "-o", &folder.text("out.ndjson")], b"");
    let told = talk(&run);
    assert_eq!(run.status.code(), Some(0), "{told}");
    assert!(run.stdout.is_empty(), "the answers went to a file");
    assert!(told.starts_with("10 rows: 5 answered, 5 rejected; "), "{told}");
    assert!(told.contains("rejected lines: 3-6, 10\n"), "{told}");
    assert!(
        told.contains("line 4: /factors/time_avail: unknown factor `time_avail`: did you mean `time_available`?"),
        "{told}"
    );
    // Nothing of a bar where nobody sees one.
    assert!(!told.contains('\u{1b}') && !told.contains('\r'), "{told:?}");
    let strict = batch(&[&path, "-o", &folder.text("out.ndjson"), "--strict"], b"");
    assert_eq!(strict.status.code(), Some(3), "{}", talk(&strict));
    let good = batch(&["-", "-o", "-", "--strict"], br#"{"factors":{}}"#);
    assert_eq!(good.status.code(), Some(0), "{}", talk(&good));
}

#[test]
fn batch_tells_the_line_that_a_row_of_a_table_begins_on() {
    let table = "id,time_available\r\n\"two\nlines\",2\r\nbad,9\r\n\r\n\"a \"\"quoted\"\" one\",x\r\nshort\r\n";
    let run = batch(&["-", "--from", "csv", "-o", "-", "--to", "csv", "--top", "1"], table.as_bytes());
    let (told, out) = (talk(&run), String::from_utf8(run.stdout.clone()).unwrap());
    assert!(told.starts_with("4 rows: 1 answered, 3 rejected"), "{told}");
    assert!(told.contains("rejected lines: 4, 6-7\n"), "{told}");
    let records: Vec<csv::StringRecord> =
        csv::Reader::from_reader(out.as_bytes()).into_records().map(Result::unwrap).collect();
    let ids: Vec<&str> = records.iter().map(|record| &record[0]).collect();
    assert_eq!(ids, ["two\nlines", "bad", "a \"quoted\" one", "short"]);
    assert!(records[1][7].starts_with("time_available: "), "{:?}", records[1]);
    assert!(records[2][7].contains("time_available"), "{:?}", records[2]);
    assert!(records[3][7].contains("expected 2 cells, found 1"), "{:?}", records[3]);
}

#[test]
fn batch_gives_a_team_for_which_nothing_can_run_a_record_of_its_own() {
    let line = br#"{"profile":{"id":"none","factors":{}},"options":{"limits":{"hours":0}}}"#;
    for answer in ["places", "reasons"] {
        let out = String::from_utf8(filtered(&["--to", "csv", "--answer", answer], line)).unwrap();
        let record = csv::Reader::from_reader(out.as_bytes()).into_records().next().unwrap().unwrap();
        assert_eq!((&record[0], &record[1], &record[7]), ("none", "", "no design is feasible for this team"), "{out}");
    }
}

#[test]
fn batch_takes_options_for_rows_that_say_none_of_their_own() {
    let folder = Folder::new();
    let options = folder.write("options.json", br#"{"environments":["online_static"],"explain":"none"}"#);
    let lines =
        "{\"factors\":{}}\n{\"profile\":{\"factors\":{}}}\n{\"profile\":{\"factors\":{}},\"options\":{\"top\":1}}\n";
    let out = filtered(&["--options", &options, "--top", "2"], lines.as_bytes());
    let answers: Vec<Value> =
        out.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    let places: Vec<usize> = answers.iter().map(|one| one["recommendations"].as_array().unwrap().len()).collect();
    assert_eq!(places, [2, 2, 1]);
    let environment = |at: usize| answers[at]["recommendations"][0]["environment"].as_str().unwrap();
    assert_eq!([environment(0), environment(1)], ["online_static"; 2]);
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0]["recommendations"][0]["contributions"], json!([]));
    assert_ne!(answers[2]["recommendations"][0]["contributions"], json!([]));
}

#[test]
fn batch_refuses_what_it_cannot_use_with_the_remedy() {
    let folder = Folder::new();
    let good = folder.write("good.ndjson", b"{\"factors\":{}}\n");
    let write = |name: &str, bytes: &[u8]| folder.write(name, bytes);
    let out = folder.text("out.ndjson");
    let rows: Vec<(&str, Vec<String>, i32, &str)> = vec![
        ("an ending that says nothing", vec![write("teams.txt", b"x")], 2, ".ndjson, .jsonl, .csv, .tsv, .parquet"),
        ("Parquet in gzip", vec![write("teams.parquet.gz", b"x")], 2, "remove the second extension"),
        ("a file that is not there", vec![folder.text("none.ndjson")], 1, "cannot read"),
        (
            "a folder",
            {
                fs::create_dir(folder.path("d.ndjson")).unwrap();
                vec![folder.text("d.ndjson")]
            },
            1,
            "it is a directory",
        ),
        ("an unknown column", vec![write("a.csv", b"id,time_avalable\n")], 3, "did you mean `time_available`?"),
        ("a column twice", vec![write("b.csv", b"id,id\n")], 3, "duplicate column"),
        ("an empty table", vec![write("c.csv", b"")], 3, "first line must contain the column names"),
        (
            "a quote that is open at the end",
            vec![write("d.csv", b"id\na\n\"b\nc\n")],
            3,
            "line 3: a quotation mark is never closed",
        ),
        (
            "a quote that is never closed",
            vec![write("e.csv", &[b"id\n\"".as_slice(), &vec![b'x'; 3 << 20]].concat())],
            3,
            "unclosed quote",
        ),
        ("what is no Parquet", vec![write("f.parquet", b"PAR1 and no more")], 3, "invalid Parquet file"),
        (
            "gzip that breaks off",
            vec![write("g.ndjson.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab")],
            1,
            "cannot read",
        ),
        (
            "scores of some places",
            vec![good.clone(), "--answer".into(), "scores".into(), "--top".into(), "1".into()],
            2,
            "use only one of them",
        ),
        ("no such kind of answer", vec![good.clone(), "--answer".into(), "score".into()], 2, "scores"),
        (
            "bad options",
            vec![good.clone(), "--options".into(), write("o.json", b"{\"tops\":1}")],
            3,
            "did you mean `top`?",
        ),
    ];
    for (what, arguments, code, remedy) in rows {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).chain(["-o", &out]).collect();
        let run = batch(&arguments, b"");
        let told = talk(&run);
        assert_eq!(run.status.code(), Some(code), "{what}: {told}");
        assert!(told.contains(remedy), "{what}: {told}");
        assert!(!told.contains("panicked"), "{what}: {told}");
        assert!(!folder.path("out.ndjson").exists(), "{what}: something was written");
    }
    assert!(folder.names().iter().all(|name| !name.contains("partial")), "{:?}", folder.names());
}

#[test]
fn batch_answers_a_line_that_is_too_long_and_goes_on() {
    let long = format!("{{\"id\":\"{}\",\"factors\":{{}}}}", "x".repeat(3 << 20));
    let input = format!("{{\"factors\":{{}}}}\n{long}\n{{\"id\":\"last\",\"factors\":{{}}}}\n");
    let out = String::from_utf8(filtered(&["--answer", "scores"], input.as_bytes())).unwrap();
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3, "{out}");
    assert_eq!(lines[1]["status"], 413);
    assert_eq!(lines[2]["profile_id"], "last");
}

#[test]
fn batch_leaves_nothing_behind_when_it_is_interrupted() {
    let folder = Folder::new();
    let old = folder.write("out.ndjson", b"an older answer");
    let mut child = command()
        .args(["batch", "-", "-o", &old])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"{\"factors\":{}}\n").unwrap();
    until("the file to begin", || folder.names().iter().any(|name| name.ends_with(".partial")).then_some(()));
    let sent = std::process::Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert!(sent.success());
    let ended = child.wait_with_output().unwrap();
    drop(stdin);
    assert_eq!(ended.status.code(), Some(130), "{}", talk(&ended));
    assert_eq!(folder.names(), ["out.ndjson"]);
    assert_eq!(fs::read(old).unwrap(), b"an older answer");
}

#[test]
fn batch_leaves_nothing_behind_when_the_disk_is_full() {
    let folder = Folder::new();
    let lines = "{\"factors\":{}}\n".repeat(400);
    let input = folder.write("in.ndjson", lines.as_bytes());
    for name in ["out.ndjson", "out.csv", "out.parquet"] {
        // A file may not grow beyond some blocks; the signal that comes with it is ignored, as on a full disk there is none.
        let script = "trap '' XFSZ; ulimit -f 20; exec \"$0\" batch \"$1\" -o \"$2\" --answer whole";
        let run = std::process::Command::new("sh")
            .args(["-c", script, super::server::BINARY, &input, &folder.text(name)])
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(1), "{name}: {}", talk(&run));
        assert!(talk(&run).contains("cannot write"), "{name}: {}", talk(&run));
        assert_eq!(folder.names(), ["in.ndjson"], "{name}");
    }
    let full = batch(&[&input, "-o", "/dev/full", "--to", "ndjson"], b"");
    assert_eq!(full.status.code(), Some(1), "{}", talk(&full));
}

#[test]
fn batch_writes_through_links_and_devices_and_over_its_own_input() {
    let folder = Folder::new();
    let (input, answers) = mixed();
    let path = folder.write("in.ndjson", &input);
    let null = batch(&[&path, "-o", "/dev/null", "--to", "ndjson"], b"");
    assert_eq!(null.status.code(), Some(0), "{}", talk(&null));
    assert!(!fs::metadata("/dev/null").unwrap().is_file(), "the device was replaced");
    std::os::unix::fs::symlink(folder.path("real.ndjson"), folder.path("link.ndjson")).unwrap();
    fs::write(folder.path("real.ndjson"), b"old").unwrap();
    assert_eq!(batch(&[&path, "-o", &folder.text("link.ndjson")], b"").status.code(), Some(0));
    assert_eq!(fs::read(folder.path("real.ndjson")).unwrap(), answers);
    assert!(fs::symlink_metadata(folder.path("link.ndjson")).unwrap().is_symlink());
    assert_eq!(batch(&[&path, "-o", &path], b"").status.code(), Some(0));
    assert_eq!(fs::read(&path).unwrap(), answers);
}

#[test]
fn batch_needs_no_more_memory_for_more_rows() {
    let folder = Folder::new();
    // 5,000 whole answers are some 300 MB, and the process may have 250 MB in all.
    let lines = "{\"factors\":{\"time_available\":2}}\n".repeat(5_000);
    let input = folder.write("in.ndjson", lines.as_bytes());
    let script = "ulimit -v 250000; exec \"$0\" batch \"$1\" -o - | wc -l";
    let run = std::process::Command::new("sh")
        .args(["-c", script, super::server::BINARY, &input])
        .env("MALLOC_ARENA_MAX", "1")
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&run.stdout).trim(), "5000", "{}", talk(&run));
}

#[test]
fn batch_shows_a_bar_with_rate_and_time_left_on_a_terminal() {
    let folder = Folder::new();
    let input = folder.write("in.ndjson", "{\"factors\":{}}\n".repeat(300).as_bytes());
    // `script` gives the command a terminal and keeps what it shows there.
    let run = std::process::Command::new("script")
        .args([
            "-qec",
            &format!("{} batch {input} -o {}", super::server::BINARY, folder.text("out.ndjson")),
            "/dev/null",
        ])
        .output()
        .expect("Debian has `script` in an essential package");
    let shown = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(shown.contains("rows, ") && shown.contains(" per second") && shown.contains(" left"), "{shown:?}");
    assert!(shown.contains("300 rows: 300 answered, 0 rejected"), "{shown:?}");
}
