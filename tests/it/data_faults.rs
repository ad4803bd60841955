//! Nobody is counted wrong in silence: the kinds of faults that public reports of other tools tell of, each with a small
//! file. What is not read right is told.

use std::io::{Cursor, Write};

use backmap::imports::{File, ImportInput, ImportSettings, Teams, import, propose};
use backmap::surveys::{Choice, Choices};
use backmap::wire::read_request;
use parquet::basic::{BrotliLevel, Compression, GzipLevel, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::parquet_files::{Column, parquet_file};
use super::server::command;
use super::support::ADVISOR;

const MAPPING: &str =
    "team_columns = [\"Team\"]\n[[item]]\ncolumn = \"Q\"\nfactor = \"risk_taking_culture\"\nscale = \"agreement\"\n";

fn imported(name: &str, bytes: &[u8], mapping: &str) -> Result<Teams, String> {
    let settings = ImportSettings::read(Some("5"), None, None, None).unwrap();
    let mapping = File { name: "m.toml", bytes: mapping.as_bytes() };
    let input = ImportInput {
        file: File { name, bytes },
        mapping: Some(mapping),
        agreed: None,
        roster: None,
        join: None,
        settings: &settings,
    };
    import(&ADVISOR, &input).map_err(|error| error.to_string())
}

/// The only team of a survey as JSON, and its report.
fn team(bytes: &[u8], mapping: &str) -> (String, String) {
    let teams = imported("s.csv", bytes, mapping).unwrap();
    let report = teams.report.as_ref().unwrap();
    assert_eq!(report.rows(), report.counted + report.dropped.values().sum::<usize>());
    let without_answer = report.dropped.iter().filter(|(reason, _)| reason.starts_with("without an answer"));
    let looked_at = report.counted + without_answer.map(|(_, rows)| rows).sum::<usize>();
    for item in &report.items {
        assert_eq!(
            item.answered() + item.missing() + item.off_scale(),
            looked_at,
            "every row says something to {}",
            item.path
        );
    }
    (String::from_utf8(teams.ndjson(ADVISOR.catalogue())).unwrap(), teams.lines().join("\n"))
}

fn counts(bytes: &str, mapping: &str) -> (String, String) {
    let (team, report) = team(bytes.as_bytes(), mapping);
    let counts = team.split("\"counts\":").nth(1).and_then(|rest| rest.split('}').next());
    (counts.unwrap_or_default().to_owned(), report)
}

fn rows(head: &str, row: impl Fn(usize) -> String, number: usize) -> String {
    format!("{head}\n{}", (0..number).map(|at| row(at) + "\n").collect::<String>())
}

#[test]
fn a_chosen_meaning_keeps_its_direction() {
    let file = rows("Team,It does not help my students", |_| "A,Agree".to_owned(), 6);
    let settings = ImportSettings::read(None, None, None, None).unwrap();
    let asked = File { name: "s.csv", bytes: file.as_bytes() };
    for (reversed, is_in) in [(None, false), (Some(false), false), (Some(true), true)] {
        let choice = |target: &str, reversed| Choice { target: target.to_owned(), reversed };
        let choices = Choices::from([(1, choice("team", None)), (2, choice("perceived_value", reversed))]);
        let proposed = propose(&ADVISOR, asked, &settings, &choices).unwrap();
        let mapping = &proposed.draft.mapping;
        assert_eq!(mapping.contains("reversed = true"), is_in, "{reversed:?}: {mapping}");
        assert_eq!(proposed.draft.columns[1].reversed, is_in);
    }
}

#[test]
fn a_doubtful_reversal_of_a_draft_is_out_of_force() {
    let reversed = ADVISOR.catalogue().factors.iter().flat_map(|factor| &factor.survey).filter(|item| item.reversed);
    for item in reversed {
        // Nearly the words of a question that is reversed: only a person knows which way it goes.
        let heading = format!("{} now", item.text.trim_end_matches('.'));
        let file = rows(&format!("Team,\"{heading}\""), |at| format!("A,{}", ["Agree", "Disagree"][at % 2]), 12);
        let settings = ImportSettings::read(None, None, None, None).unwrap();
        let asked = File { name: "s.csv", bytes: file.as_bytes() };
        let mapping = propose(&ADVISOR, asked, &settings, &Choices::new()).unwrap().draft.mapping;
        assert!(mapping.lines().all(|line| line.trim() != "reversed = true"), "{mapping}");
    }
}

#[test]
fn one_thing_has_one_key_however_it_is_written() {
    let names = ["Caf\u{e9}", "Cafe\u{301}", "CAF\u{c9}\u{200b}"];
    let (counts, report) = counts(&rows("Team,Q", |at| format!("{},Agree\u{feff}", names[at % 3]), 9), MAPPING);
    assert_eq!(counts, "[0,0,0,9,0]");
    assert!(report.contains("is written in 2 ways"), "{report}");
}

#[test]
fn a_number_is_a_number_with_a_known_unit() {
    let years = MAPPING.replace("risk_taking_culture", "experience_in_education").replace("agreement", "years");
    let bands = years.replace("scale = \"years\"", "bands = [{ to = 3, level = 1 }, { from = 3.01, level = 5 }]");
    for (cell, mapping, expected) in [
        ("6 months", &years, Some("[8,0,0,0,0]")),
        ("60 months", &years, Some("[0,0,8,0,0]")),
        ("12 years", &bands, Some("[0,0,0,0,8]")),
        ("20+", &bands, Some("[0,0,0,0,8]")),
        ("4 (often)", &bands, Some("[0,0,0,0,8]")),
        ("2019-08-01", &bands, None),
        ("8/1/2019", &bands, None),
        ("1-3", &bands, None),
        ("2 weeks", &bands, None),
        ("about 4", &bands, None),
    ] {
        let read = imported("s.csv", rows("Team,Q", |_| format!("A,\"{cell}\""), 8).as_bytes(), mapping);
        match expected {
            Some(expected) => {
                let text = String::from_utf8(read.unwrap().ndjson(ADVISOR.catalogue())).unwrap();
                assert!(text.contains(expected), "{cell}: {text}");
            }
            None => assert!(read.unwrap_err().contains("not on the scale"), "{cell}"),
        }
    }
}

#[test]
fn rows_are_not_lost_where_they_begin_and_end() {
    let open = rows("Team,Q,Note", |at| format!("A,Agree,{}", if at == 3 { "\"see" } else { "ok" }), 9);
    assert!(imported("s.csv", open.as_bytes(), MAPPING).unwrap_err().contains("line 5: a quotation mark"));
    let ragged = rows("Team,Q", |at| if at == 2 { "A,Agree,Disagree".to_owned() } else { "A,Agree".to_owned() }, 9);
    assert!(imported("s.csv", ragged.as_bytes(), MAPPING).unwrap_err().contains("row 4 has more cells"));
    let old = rows("Team,Q", |_| "A,Agree".to_owned(), 6).replace('\n', "\r");
    assert_eq!(counts(&old, MAPPING).0, "[0,0,0,6,0]");
    // The same in a batch, whatever the delimiter and the encoding.
    for table in [
        "id,time_available\ra,3\rb,4\r".as_bytes().to_vec(),
        "sep=;\r\nid;time_available\r\na;3,5\r\nb;4\r\n".as_bytes().to_vec(),
        "id,time_available,,\na,3,,\nb,4,,\n".as_bytes().to_vec(),
        "id\ttime_available\na\t3\nb\t4\n".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        b"id,time_available\nJos\xe9,3\nb,4\n".to_vec(),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("in.csv"), folder.path().join("out.csv"));
        std::fs::write(&from, &table).unwrap();
        let run = command().args(["batch", "--strict", "--top", "1"]).arg(&from).arg("-o").arg(&to).output().unwrap();
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.status.success(), "{told}");
        let answers = std::fs::read_to_string(&to).unwrap();
        assert_eq!(answers.lines().count(), 3, "{told}: {answers}");
        assert!(
            !answers.contains('\u{fffd}') && (answers.contains("a,1,") || answers.contains("José,1,")),
            "{answers}"
        );
    }
}

#[test]
fn words_of_other_products_are_known_or_told() {
    let head = "Status,Finished,ResponseId,team,Q7\nStatus,Finished,Response ID,Team,Q\n\"{\"\"ImportId\"\":1}\",,,,";
    let statuses = ["IP Address", "offline", "Survey Preview Spam", "EX Spam", "132", "Holiday"];
    let file =
        rows(head, |at| format!("{},{},R_{at},A,Agree", statuses[at % 6], if at == 6 { "falsch" } else { "1" }), 60);
    let mapping = MAPPING.replace("\"Q\"", "\"Q7\"").replace("Team", "team");
    let (counts, report) = counts(&file, &mapping);
    assert_eq!(counts, "[0,0,0,19,0]", "{report}");
    for said in ["30 preview, test or spam", "10 with an unknown status", "1 not finished", "`Holiday` (10)"] {
        assert!(report.contains(said), "{said}: {report}");
    }
}

#[test]
fn headings_of_forms_are_known_in_other_languages_and_by_their_shape() {
    let twice = |head: &str, time: &str| {
        let row = move |at: usize| format!("{},A,Agree", time.replace("SS", &format!("{:02}", at % 7)));
        rows(head, row, 8)
    };
    for head in ["Horodateur,Team,Q", "Tidsstempel,Team,Q", "タイムスタンプ,Team,Q", "Some heading,Team,Q"] {
        let (counts, report) = counts(&twice(head, "10/1/2026 9:15:SS"), MAPPING);
        assert_eq!(counts, "[0,0,0,7,0]", "{head}: {report}");
        assert!(report.contains("1 exported twice"), "{head}: {report}");
    }
    // Without seconds, people who answer alike are several people.
    let (counts, report) = counts(&twice("Timestamp,Team,Q", "10/1/2026 9:15"), MAPPING);
    assert_eq!(counts, "[0,0,0,8,0]");
    assert!(report.contains("7 rows are like others"), "{report}");
}

#[test]
fn the_last_answer_is_the_latest_and_not_the_lowest() {
    let newest_first = "Timestamp,Email,Team,Q\n";
    let row = |day: usize, who: usize, said: &str| format!("10/{day}/2026 9:00:00,p{who}@x.example,A,{said}\n");
    let file: String = (1..=6).map(|who| row(20, who, "Agree") + &row(13, who, "Disagree")).collect();
    let mapping = format!("respondent = \"Email\"\n{MAPPING}");
    let (counts, report) = counts(&format!("{newest_first}{file}"), &mapping);
    assert_eq!(counts, "[0,0,0,6,0]", "{report}");
    assert!(report.contains("6 answered again later"), "{report}");
}

#[test]
fn ticked_boxes_count_one_by_one_also_over_columns() {
    let boxes =
        "boxes = { \"Lesson study\" = \"lesson_study\", Workshops = \"workshops\" }\npicked = 3\nnot_picked = 1\n";
    let joined =
        format!("team_columns = [\"Team\"]\n[[item]]\ncolumn = \"Q\"\nfactor = \"design_experience\"\n{boxes}");
    let said = ["Lesson study, podcasts, books", "Workshops", "Lesson study, Workshops"];
    let (text, report) = team(rows("Team,Q", |at| format!("A,\"{}\"", said[at % 3]), 9).as_bytes(), &joined);
    assert!(text.contains("\"lesson_study\":{\"counts\":[3,0,6,0,0]}"), "{text}");
    assert!(text.contains("\"workshops\":{\"counts\":[3,0,6,0,0]}"), "{text}");
    assert!(report.contains("3 answers also have a choice that no box names"), "{report}");
    let item = |column: &str, label: &str, design: &str| {
        format!(
            "[[item]]\ncolumn = \"{column}\"\nfactor = \"design_experience.{design}\"\nlevels = {{ \"{label}\" = 3, \"\" = 1 }}\n"
        )
    };
    let spread = format!(
        "team_columns = [\"Team\"]\n{}{}",
        item("a", "Lesson study", "lesson_study"),
        item("b", "Workshops", "workshops")
    );
    let said = ["Lesson study,", ",Workshops", "Lesson study,Workshops", ","];
    let (text, report) = team(rows("Team,a,b", |at| format!("A,{}", said[at % 4]), 12).as_bytes(), &spread);
    assert!(text.contains("\"lesson_study\":{\"counts\":[3,0,6,0,0]}"), "{text}");
    assert!(
        report.contains("3 without an answer"),
        "who ticked nothing at all may have skipped the question: {report}"
    );
}

#[test]
fn what_a_scale_does_not_name_is_told_whoever_said_it() {
    let forgiving = format!("{MAPPING}other = \"missing\"\n");
    let (counts, report) =
        counts(&rows("Team,Q", |at| format!("A,{}", if at < 3 { "Maybe" } else { "Agree" }), 10), &forgiving);
    assert_eq!(counts, "[0,0,0,7,0]");
    assert!(report.contains("risk_taking_culture: 3 answers not on its scale"), "{report}");
    assert!(report.contains("3 without an answer on its scale"), "{report}");
}

#[test]
fn two_rows_of_headings_are_one_question() {
    let head = "Respondent ID,Collector ID,Which team?,Q,How often?,\n,,Open-Ended Response,Response,Here,There";
    let file = rows(head, |at| format!("{},7,A,Agree,Often,Never", 100 + at), 6);
    let settings = ImportSettings::read(None, None, None, None).unwrap();
    let proposed =
        propose(&ADVISOR, File { name: "s.csv", bytes: file.as_bytes() }, &settings, &Choices::new()).unwrap();
    let columns = proposed.columns();
    assert!(columns.contains("How often? - There") && !columns.contains("Response\t"), "{columns}");
    let mapping = MAPPING.replace("\"Team\"", "\"Which team?\"");
    assert_eq!(counts(&file, &mapping).0, "[0,0,0,6,0]");
    // Of an unknown product, the number of rows is said.
    let plain = rows("a,b\nTeam,Q", |_| "A,Agree".to_owned(), 6);
    let settings = settings.with_header_rows(Some("2")).unwrap();
    let proposed =
        propose(&ADVISOR, File { name: "s.csv", bytes: plain.as_bytes() }, &settings, &Choices::new()).unwrap();
    assert!(proposed.draft.mapping.contains("header_rows = 2"), "{}", proposed.draft.mapping);
    assert!(proposed.columns().contains("\tTeam\t"), "{}", proposed.columns());
}

/// A roster of four teachers of one subject, with changes: a text in place of another in all tables and their names.
fn roster(changes: &[(&str, &str)], folder: &str, tables: impl Fn(&str) -> Vec<u8>) -> Vec<u8> {
    let mut all = vec![
        ("manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.orgs,bulk\nfile.users,bulk\nfile.classes,bulk\nfile.enrollments,bulk\n".to_owned()),
        ("orgs.csv", "sourcedId,status,name\ns,active,Elm\n".to_owned()),
        ("users.csv", "sourcedId,status,enabledUser,role\nt1,active,true,teacher\nt2,active,true,teacher\nt3,active,true,teacher\nt4,active,true,teacher\n".to_owned()),
        ("classes.csv", "sourcedId,status,grades,schoolSourcedId,subjects\nk1,active,06,s,Mathematics\nk2,active,07,s,Mathematics\n".to_owned()),
        ("enrollments.csv", "sourcedId,status,classSourcedId,userSourcedId,role,beginDate,endDate\n1,active,k1,t1,teacher,,\n2,active,k2,t2,teacher,,\n3,active,k1,t3,teacher,,\n4,active,k2,t4,teacher,2026-08-01,2027-06-30\n5,active,k1,p,student,,\n".to_owned()),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in &mut all {
        let name = changes.iter().fold((*name).to_owned(), |name, (from, to)| name.replace(from, to));
        for (from, to) in changes {
            *text = text.replace(from, to);
        }
        zip.start_file(format!("{folder}{name}"), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&tables(text)).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read_roster(bytes: &[u8]) -> Result<(String, String), String> {
    let settings = ImportSettings::read(None, None, None, Some("2026-10-01")).unwrap();
    let file = File { name: "r.zip", bytes };
    let input = ImportInput { file, mapping: None, agreed: None, roster: None, join: None, settings: &settings };
    let teams = import(&ADVISOR, &input).map_err(|error| error.to_string())?;
    Ok((String::from_utf8(teams.ndjson(ADVISOR.catalogue())).unwrap(), teams.lines().join("\n")))
}

#[test]
fn rosters_are_read_as_districts_write_them() {
    let plain = |text: &str| text.as_bytes().to_vec();
    let utf_16 = |text: &str| [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let semicolons = |text: &str| text.replace(',', ";").into_bytes();
    let none: &[(&str, &str)] = &[];
    let whole: [(&str, Vec<u8>); 9] = [
        ("as it is", roster(none, "", plain)),
        ("backslashes in a zip", roster(none, "export\\", plain)),
        ("UTF-16", roster(none, "", utf_16)),
        ("semicolons", roster(none, "", semicolons)),
        (
            "capitals",
            roster(&[("teacher", "Teacher"), ("bulk", "Bulk"), ("active", "Active"), ("true", "TRUE")], "", plain),
        ),
        ("a subject in two spellings", roster(&[("07,s,Mathematics", "07,s,mathematics ")], "", plain)),
        ("grades in words", roster(&[("06,s", "Grade 6,s"), ("07,s", "7th,s")], "", plain)),
        ("dates of the United States", roster(&[("2026-08-01,2027-06-30", "8/1/2026,6/30/2027")], "", plain)),
        (
            "dates with times",
            roster(&[("2026-08-01,2027-06-30", "2026-10-01T00:00:00.000Z,2026-10-01 23:59:59")], "", plain),
        ),
    ];
    for (what, bytes) in whole {
        let (teams, report) = read_roster(&bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(teams.lines().count(), 1, "{what}: {teams} {report}");
        assert!(teams.contains("\"team_size\":4"), "{what}: {teams} {report}");
    }
    let fewer = [
        ("inactive", roster(&[("2,active,k2", "2,inactive,k2")], "", plain), "\"team_size\":3", ""),
        ("switched off", roster(&[("t3,active,true", "t3,active,0")], "", plain), "\"team_size\":3", ""),
        ("an unknown status", roster(&[("2,active,k2", "2,paused,k2")], "", plain), "\"team_size\":3", "`paused` (1)"),
        ("an unknown role", roster(&[("t4,teacher", "t4,Lehrer")], "", plain), "\"team_size\":3", "`Lehrer` (1)"),
        ("no date", roster(&[("2026-08-01,", "soon,")], "", plain), "\"team_size\":3", "`soon` (1)"),
        (
            "a deleted class",
            roster(&[("k2,active", "k2,tobedeleted")], "", plain),
            "\"team_size\":2",
            "2 teachers left out: none of their classes is in a team",
        ),
        (
            "no such class",
            roster(&[("2,active,k2", "2,active,k9")], "", plain),
            "\"team_size\":3",
            "1 teachers left out: none of their classes",
        ),
        (
            "a grade of no band",
            roster(&[("07,s", "99,s")], "", plain),
            "\"team_size\":2",
            "1 classes left out: their grades",
        ),
        (
            "an ungraded class",
            roster(&[("06,s", "Ungraded,s"), ("07,s", "UG,s")], "", plain),
            "Elm / all grades / Mathematics",
            "0 classes left out: their grades",
        ),
    ];
    for (what, bytes, size, said) in fewer {
        let (teams, report) = read_roster(&bytes).unwrap();
        assert!(teams.contains(size) && report.contains(said), "{what}: {teams} {report}");
    }
    let refused = [
        (
            "day first",
            roster(&[("2026-08-01,2027-06-30", "31/8/2026,30/6/2027")], "", plain),
            "write dates as 2026-10-01",
        ),
        ("no manifest", roster(&[("manifest.csv", "notes.csv")], "", plain), "OneRoster 1.1 or 1.2"),
        ("an unknown state", roster(&[("orgs,bulk", "orgs,partly")], "", plain), "`partly`"),
        ("an open quotation mark", roster(&[("2,active,k2", "\"2,active,k2")], "", plain), "quotation mark opens here"),
        ("a comma in a title", roster(&[("07,s,Math", "07,s,Grade 7, math")], "", plain), "it has 6 cells"),
        ("a row that was cut", roster(&[("3,active,k1,t3,teacher,,", "3,active,k1")], "", plain), "it has 3 cells"),
        ("two exports in one zip", roster(&[("orgs.csv", "b/users.csv")], "", plain), "the same table twice"),
    ];
    let closed = roster(&[("s,active,Elm", "s,tobedeleted,Elm")], "", plain);
    let (teams, report) = read_roster(&closed).unwrap();
    assert!(teams.is_empty() && report.contains("2 classes left out: their school is deleted"), "{teams} {report}");
    for day in ["2030-13-01", "2026-02-30", "8/1/2026"] {
        assert!(ImportSettings::read(None, None, None, Some(day)).is_err(), "{day}");
    }
    for (what, bytes, said) in refused {
        let error = read_roster(&bytes).unwrap_err();
        assert!(error.contains(said), "{what}: {error}");
    }
}

#[test]
fn parquet_is_read_in_every_codec_and_only_where_it_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let codecs = [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(GzipLevel::default()),
        Compression::BROTLI(BrotliLevel::default()),
        Compression::LZ4_RAW,
        Compression::ZSTD(ZstdLevel::default()),
    ];
    let mut said = Vec::new();
    for codec in codecs {
        let columns = [
            ("id", Column::Numbers(vec![Some(1001.0), None, Some(1003.0)])),
            ("time_available", Column::Small(vec![Some(3), None, Some(5)])),
            ("notes", Column::Texts(vec![Some("x".to_owned()), None, Some("y".to_owned())])),
        ];
        let (from, to) = (folder.path().join("in.parquet"), folder.path().join("out.csv"));
        std::fs::write(&from, parquet_file(&columns, WriterProperties::builder().set_compression(codec).build()))
            .unwrap();
        let run = command()
            .args(["batch", "--top", "1", "--ignore", "notes"])
            .arg(&from)
            .arg("-o")
            .arg(&to)
            .output()
            .unwrap();
        assert!(run.status.success(), "{codec}: {}", String::from_utf8_lossy(&run.stderr));
        said.push(std::fs::read_to_string(&to).unwrap());
    }
    assert!(said.iter().all(|one| *one == said[0]));
    assert!(
        said[0].contains("\n1001,1,") && said[0].contains("\n1003,1,"),
        "ids that became numbers are ids: {}",
        said[0]
    );
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_body_and_other_encodings_are_named() {
    let body = b"{\"profile\":{\"factors\":{}}}";
    assert!(read_request(&ADVISOR, &[b"\xef\xbb\xbf", body.as_slice()].concat()).is_ok());
    let utf_16: Vec<u8> = [0xff, 0xfe].into_iter().chain(body.iter().flat_map(|byte| [*byte, 0])).collect();
    assert!(read_request(&ADVISOR, &utf_16).unwrap_err().detail.contains("UTF-16"));
}

#[test]
fn a_formula_stays_a_text_in_every_table() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("in.csv"), folder.path().join("out.csv"));
    std::fs::write(&from, "id,time_available\n=cmd|x!A0,2\n-7,2\n@x,9\n").unwrap();
    assert!(command().args(["batch", "--top", "1"]).arg(&from).arg("-o").arg(&to).output().unwrap().status.success());
    let answers = std::fs::read_to_string(&to).unwrap();
    assert!(
        answers.contains("\n'=cmd|x!A0,1,") && answers.contains("\n-7,1,") && answers.contains("\n'@x,"),
        "{answers}"
    );
}

#[test]
fn a_tie_at_the_cut_is_told() {
    let body = br#"{"profile":{"factors":{}},"options":{}}"#;
    let request = read_request(&ADVISOR, body).unwrap();
    let whole = ADVISOR.recommend(&request.profile, &request.options).unwrap();
    let scores: Vec<i32> = whole.recommendations.iter().map(|one| one.placed.score).collect();
    for top in 1..scores.len() {
        let options = backmap::advisor::Options { top: Some(top), ..request.options.clone() };
        let advice = ADVISOR.recommend(&request.profile, &options).unwrap();
        let told = advice.notices.iter().any(|notice| notice.kind.id() == "tie_at_cut");
        assert_eq!(told, scores[top - 1] == scores[top], "top {top}");
    }
}
