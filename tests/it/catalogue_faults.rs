//! A broken catalogue is refused with every fault at once, each with its file and key.

use backmap::advisor::Advisor;
use backmap::catalogue::{Faults, Files};

use super::support::ADVISOR;

/// The embedded catalogue with one text in one file replaced.
fn edited(path: &str, from: &str, to: &str) -> Files {
    let files = Files::embedded();
    let text = files.iter().find(|(name, _)| *name == path).unwrap_or_else(|| panic!("no file {path}")).1.to_owned();
    assert!(text.contains(from), "{path} does not hold {from}");
    files.with(path, Some(&text.replacen(from, to, 1)))
}

fn faults(files: &Files) -> Faults {
    Advisor::new(files).err().unwrap_or_else(|| panic!("a broken catalogue was taken"))
}

#[test]
fn every_kind_of_fault_names_its_file_and_key() {
    let coaching = "designs/coaching.toml";
    let time = "factors/time_available.toml";
    let model = "model.toml";
    // path, what is replaced, by what, the key, part of what is said, why it is a fault
    let rows = [
        (
            coaching,
            "environments = [",
            "environments = [\"on_the_moon\", ",
            "environments",
            "unknown id `on_the_moon`",
            "unknown ids",
        ),
        (coaching, "set_goals", "set_gols", "mechanisms", "did you mean `set_goals`?", "unknown ids hint"),
        (model, "partly_alike = 0.5", "partly_alike = 0.9", "voices.alike", "0.9", "much alike is more than in part"),
        (model, "shares_apart = 0.5", "shares_apart = 0", "voices.shares_apart", "0.01", "all would stand apart"),
        (
            coaching,
            "id = \"coaching\"",
            "id = \"workshops\"",
            "id",
            "must match the file name",
            "a file is named by its id",
        ),
        (
            coaching,
            "[attributes.time_available]",
            "[attributes.time_avalable]",
            "attributes.time_available",
            "missing",
            "every term has an attribute",
        ),
        (
            coaching,
            "[attributes.time_available]",
            "[attributes.time_avalable]",
            "attributes.time_avalable",
            "did you mean",
            "unknown factors",
        ),
        (
            coaching,
            "[attributes.time_available]\nneed = 2.5",
            "[attributes.time_available]\nneed = 7",
            "attributes.time_available.need",
            "out of range",
            "numbers out of range",
        ),
        (
            coaching,
            "[attributes.time_available]\nneed = 2.5",
            "[attributes.time_available]\nneed = nan",
            "attributes.time_available.need",
            "out of range",
            "not a number",
        ),
        (
            coaching,
            "[attributes.time_available]\nneed = 2.5",
            "[attributes.time_available]\nned = 2.5",
            "attributes.time_available.ned",
            "did you mean `need`?",
            "misspelt numbers",
        ),
        (
            coaching,
            "[attributes.time_available]\nneed = 2.5",
            "[attributes.time_available]\nrule = \"demand\"\nneed = 2.5",
            "attributes.time_available.rule",
            "does not allow",
            "rules of the factor only",
        ),
        (
            coaching,
            "value = 0.85, grade = \"strong\"",
            "value = 1.85, grade = \"strong\"",
            "attributes.outcome_type",
            "out of range",
            "values of categories",
        ),
        (
            coaching,
            "{ id = \"mastery\"",
            "{ id = \"mastry\"",
            "attributes.outcome_type.mastery",
            "missing",
            "every category has a value",
        ),
        (
            coaching,
            "sources = [\"kraft_2018\"]",
            "sources = [\"craft_2018\"]",
            "sources",
            "did you mean `kraft_2018`?",
            "unknown sources",
        ),
        (
            coaching,
            "sources = [\"kraft_2018\"]",
            "sources = []",
            "sources",
            "needs a source",
            "a graded number without a source",
        ),
        (coaching, "grade = \"judgement\"", "grade = \"certain\"", "grade", "unknown id `certain`", "unknown grades"),
        (coaching, "at_least = 2", "at_least = 6", "at_least", "out of range", "requirements are levels"),
        (
            coaching,
            "factor = \"resources.staff\"\nat_least",
            "factor = \"resources.stuff\"\nat_least",
            "requirements",
            "did you mean `resources.staff`?",
            "unknown requirements",
        ),
        (
            "designs/lesson_study.toml",
            "country = \"england\"",
            "country = \"englnd\"",
            "evidence[1].where_studied.country",
            "did you mean `england`?",
            "countries come from a list",
        ),
        (
            "designs/lesson_study.toml",
            "country = \"england\"",
            "country = \"other\"",
            "evidence[1].where_studied.country",
            "unknown id `other`",
            "a study is somewhere",
        ),
        (
            "designs/lesson_study.toml",
            "scale = \"large\"",
            "scale = \"huge\"",
            "evidence[1].where_studied.scale",
            "unknown id `huge`",
            "scales come from a list",
        ),
        (
            "designs/lesson_study.toml",
            "{ subject = \"mathematics\" }",
            "{ mostly = true }",
            "evidence[0].where_studied",
            "empty entry",
            "a table without a statement",
        ),
        (
            "designs/lesson_study.toml",
            "{ subject = \"mathematics\" }",
            "{ subjects = \"mathematics\" }",
            "line",
            "unknown field `subjects`",
            "unknown keys of a study",
        ),
        (
            "designs/lesson_study.toml",
            "signs = [{ factor = \"resources.materials\"",
            "signs = [{ factor = \"resources.materials_\"",
            "failures[0].signs",
            "did you mean `resources.materials`?",
            "signs are answers",
        ),
        (
            "designs/lesson_study.toml",
            "\"resources.materials\", toward = 1 }]",
            "\"resources.materials\", toward = 2 }]",
            "failures[0].signs.toward",
            "an end of the scale",
            "signs point to an end",
        ),
        (
            "designs/lesson_study.toml",
            "signs = [{ factor = \"resources.materials\"",
            "signs = [{ factor = \"outcome_type\"",
            "failures[0].signs",
            "answers with a level",
            "a sign has a level",
        ),
        (
            model,
            "lead = \"We judge this\"",
            "lead = \" \"",
            "grade.judgement.lead",
            "empty",
            "each grade has its words",
        ),
        (
            model,
            "covers = [\"pre_school\"",
            "covers = [\"preschool\"",
            "study_words.phase.pre_school_and_elementary.covers",
            "did you mean `pre_school`?",
            "covered words are known",
        ),
        (model, "from_teachers = 100", "from_teachers = 1", "study_words.scale", "ascending order", "scales in order"),
        (
            "survey.toml",
            "labels = [\"No\", \"Yes\"]",
            "labels = [\"No\", \"no\"]",
            "scale.yes_no",
            "duplicate label",
            "labels differ",
        ),
        ("survey.toml", "\"No\", \"Yes\"", "\"No\"", "scale.yes_no", "at least two", "a scale has two ends"),
        ("survey.toml", "id = \"extent\"", "id = \"extents\"", "scale", "`extent` is required", "items use this scale"),
        (
            "survey.toml",
            "missing = [\n  \"Don't know\", ",
            "missing = [\n  ",
            "missing",
            "is missing from this list",
            "offered, and no answer",
        ),
        (
            "survey.toml",
            "[0, 1, 5, 10, 15]",
            "[0, 1, 10, 5, 15]",
            "years.experience_in_education",
            "ascending",
            "bands in order",
        ),
        (
            "survey.toml",
            "factor = \"experience_in_education\"",
            "factor = \"experience_in_educaton\"",
            "years.experience_in_educaton",
            "did you mean `experience_in_education`?",
            "known factors",
        ),
        (
            "survey.toml",
            "[\"understanding\", \"use\", \"use\"]",
            "[\"understanding\"]",
            "lowest.initial_understanding",
            "one part for each survey item",
            "every item asks a part",
        ),
        (
            time,
            "text = \"How often do you have time in the workday to learn with colleagues?\"",
            "text = \"Other matters are more important for my students at present.\"",
            "survey.text",
            "duplicate question",
            "an answer is told from another by its question",
        ),
        (model, "most = 0.6 }", "most = 0.9 }", "dip.pulls", "out of range", "pulls of the dip add up to 1 at most"),
        (model, "from = 0.35", "from = 0.75", "dip.depth", "ascending order", "depths in order"),
        (model, "settle_weeks = 12", "settle_weeks = -1", "fair_judgement.settle_weeks", "out of range", "weeks"),
        (
            model,
            "toward = 5, most = 24",
            "toward = 4, most = 24",
            "fair_judgement.pulls.degree_of_change.toward",
            "an end of the scale",
            "pulls point to an end",
        ),
        (model, "low = 2.5\nhigh", "low = 7\nhigh", "failure_signs.low", "out of range", "levels"),
        (coaching, "keep = false", "keep = true", "", "", "some ingredients may be adapted"),
        (coaching, "name = \"Coaching\"", "nmae = \"Coaching\"", "line", "unknown field `nmae`", "unknown keys"),
        (time, "levels = [", "levels = [\n  \"a sixth level\",", "levels", "expected five entries", "six levels"),
        (time, "shortfall = 0.25", "shortfal = 0.25", "scoring.shortfall", "missing", "a rule's parameter"),
        (time, "rule = \"supply\"", "rule = \"suply\"", "scoring.rule", "did you mean `supply`?", "unknown rules"),
        (
            time,
            "levels = [0.2, ",
            "levels = [0.3, ",
            "prior.levels",
            "must add up to 1, found 1.1",
            "a distribution adds up",
        ),
        (time, "[weight]\nvalue = 1", "[weight]\nvalue = -1", "weight.value", "out of range", "negative weights"),
        (time, "[weight]\nvalue = 1", "[weight]\nvalue = inf", "weight.value", "out of range", "endless weights"),
        (model, "id = \"promising\"", "id = \"moderate\"", "grade.moderate", "occurs 2 times", "duplicate ids"),
        (
            model,
            "coverage_weight = 0.4",
            "coverage_weight = 1.4",
            "bundle.coverage_weight",
            "out of range",
            "it is a share",
        ),
        (
            model,
            "coverage_weight = 0.4",
            "coverage_weight = nan",
            "bundle.coverage_weight",
            "out of range",
            "no number",
        ),
        (model, "value = 14", "value = -1", "bundle.hours_floor.value", "out of range", "hours are not negative"),
        (
            model,
            "sources = [\"yoon_2007\", \"basma_savage_2018\"]",
            "sources = []",
            "bundle.hours_floor.sources",
            "needs a source",
            "a floor that studies are said to support names them",
        ),
        (model, "cap = 2\n", "cap = 1\n", "overlap.time.cap", "above the cap", "overlaps share one capped weight"),
        (model, "slope = 0.25", "slope = 1.5", "gate.slope", "range", "a level takes at most everything"),
        (model, "begin_now = 0.75", "begin_now = 7.5", "gate.begin_now", "range", "a share is at most 1"),
        (
            model,
            "outcome = \"outcome_type\"",
            "outcome = \"time_available\"",
            "transfer.outcome",
            "shares",
            "use depends on an outcome",
        ),
        (
            "designs/peer_coaching.toml",
            "[attributes.leadership_stability]\n",
            "[attributes.leadership_stability]\ngate = { grade = \"judgement\", rationale = \"a third one\" }\n",
            "attributes.gate",
            "at most 2",
            "three gates multiply too far",
        ),
        (
            coaching,
            "importance = { value = 1,",
            "importance = { value = 4,",
            "importance",
            "out of range",
            "an importance is at most 3",
        ),
        (
            "designs/workshops.toml",
            "followed_up = 0.72",
            "followed_up = 0.1",
            "followed_up",
            "out of range",
            "follow-up never lowers what a design achieves",
        ),
        (coaching, "full_up_to = 50", "full_up_to = 500", "size", "below", "size takes nothing before it takes all"),
        (
            "designs/conferences.toml",
            "simple_routine = 0\n",
            "simple_routine = 7\n",
            "transfer.simple_routine",
            "out of range",
            "it is a share",
        ),
        (
            model,
            "toward = 5",
            "toward = 3",
            "interaction.as_written_first.first.toward",
            "an end of the scale",
            "ends only",
        ),
        (
            "sources.toml",
            "id = \"kraft_2018\"",
            "id = \"yoon_2007\"",
            "source.yoon_2007",
            "occurs 2 times",
            "duplicate sources",
        ),
        (
            "environments.toml",
            "scale = 0.93",
            "scale = 0.93\nadd = 0.1",
            "adjustments.outcome_type",
            "exactly one",
            "one change each",
        ),
    ];
    for (path, from, to, key, said, why) in rows {
        let files = if said.is_empty() {
            // Every ingredient that may be adapted.
            let text = Files::embedded().iter().find(|(name, _)| *name == path).unwrap().1.replace(from, to);
            Files::embedded().with(path, Some(&text))
        } else {
            edited(path, from, to)
        };
        let faults = faults(&files);
        let found = faults.iter().any(|fault| {
            let file = fault.file == path || path.starts_with(&fault.file);
            file && fault.key.contains(key) && fault.detail.contains(said)
        });
        assert!(found, "{why}: {path} {key}: {faults}");
    }
}

#[test]
fn all_faults_of_all_files_are_named_at_once() {
    let mut files = edited("designs/coaching.toml", "need = 2.5", "need = 9");
    for (path, from, to) in [
        ("designs/workshops.toml", "grade = \"judgement\"", "grade = \"sure\""),
        ("factors/resources.toml", "share = 0.2", "share = 0.4"),
        ("environments.toml", "value = 0.5", "value = 5"),
        ("sources.toml", "says = \"", "says = \"\" # "),
    ] {
        let text = edited(path, from, to).iter().find(|(name, _)| *name == path).unwrap().1.to_owned();
        files = files.with(path, Some(&text));
    }
    files = files.with("designs/lesson_study.toml", Some("id = [")).with("factors/shared_vision.toml", None);
    let told = faults(&files).to_string();
    for file in ["coaching", "workshops", "resources", "environments", "sources", "lesson_study", "shared_vision"] {
        assert!(told.contains(file), "{file} is not named:\n{told}");
    }
}

#[test]
fn every_number_of_the_embedded_catalogue_has_a_rationale_and_sources_or_is_called_a_judgement() {
    for (path, text) in Files::embedded().iter() {
        let table: toml::Table = text.parse().unwrap();
        walk(path, "", &toml::Value::Table(table));
    }
}

/// Every table that has a grade of its own is a judgement, or says why and where from.
fn walk(path: &str, key: &str, value: &toml::Value) {
    match value {
        toml::Value::Table(table) => {
            let grade = table.get("grade").and_then(toml::Value::as_str);
            let text =
                |name: &str| table.get(name).and_then(toml::Value::as_str).is_some_and(|text| !text.trim().is_empty());
            let sourced =
                table.get("sources").and_then(toml::Value::as_array).is_some_and(|sources| !sources.is_empty());
            if let Some(grade) = grade.filter(|grade| *grade != "judgement") {
                assert!(text("rationale") || text("finding"), "{path}: {key}: no rationale");
                assert!(sourced || grade == "unverified", "{path}: {key}: no source");
            }
            table.iter().for_each(|(name, value)| walk(path, &format!("{key}.{name}"), value));
        }
        toml::Value::Array(items) => items.iter().for_each(|item| walk(path, key, item)),
        _ => {}
    }
}

#[test]
fn a_catalogue_of_more_designs_than_bundles_can_be_searched_for_is_refused() {
    let files = Files::embedded();
    let text = files.iter().find(|(path, _)| *path == "designs/coaching.toml").unwrap().1.to_owned();
    let copy = |number: usize| {
        let text = text.replacen("id = \"coaching\"", &format!("id = \"copy_{number}\""), 1);
        text.replacen("position = 2\n", &format!("position = {}\n", 100 + number), 1)
    };
    let with = |copies: usize| {
        (0..copies).fold(files.clone(), |files, at| files.with(&format!("designs/copy_{at}.toml"), Some(&copy(at))))
    };
    assert!(Advisor::new(&with(15)).is_ok(), "40 designs are taken");
    let told = faults(&with(16)).to_string();
    assert!(told.contains("41 designs are too many"), "{told}");
}

/// The ids that district systems are written against, in their order.
#[test]
fn the_embedded_catalogue_holds_the_fixed_ids_in_order() {
    let designs = "peer_coaching coaching collaborative_learning_communities action_research examining_student_work \
                   examining_educator_work co_construction online_communities courses workshops instructional_rounds \
                   walk_throughs co_teaching lesson_study video_review demonstrations observing_peers discussion_groups \
                   socratic_seminars cooperative_learning data_analysis reading_research conferences writing_papers \
                   case_studies";
    let factors = "learning_preference experience_in_education experience_outside_education background_and_beliefs \
                   content_experience change_experience initial_understanding perceived_need perceived_value \
                   opportunity_to_contribute design_experience established_need shared_vision change_effort_experience \
                   risk_taking_culture change_effort_history leadership_stability time_available sustained_support \
                   fidelity_expectation monitoring_system resources outcome_complexity degree_of_change outcome_type";
    let catalogue = ADVISOR.catalogue();
    let ids = |text: &'static str| text.split_whitespace().collect::<Vec<_>>();
    assert_eq!(catalogue.designs.iter().map(|design| &design.id).collect::<Vec<_>>(), ids(designs));
    assert_eq!(catalogue.factors.iter().map(|factor| &factor.id).collect::<Vec<_>>(), ids(factors));
    let environments: Vec<_> = catalogue.environments.iter().map(|environment| environment.id.as_str()).collect();
    assert_eq!(environments, ["in_person", "online_dynamic", "online_static", "hybrid"]);
}

/// Content carries at least the share of weight that the catalogue promises, and the whole scale is used.
#[test]
fn ten_thousand_random_teams_see_different_advice() {
    let standings = backmap::review::survey_ranks(&ADVISOR, 2_000);
    assert!(standings.spread > 2_500, "only {} points between first and last", f64::from(standings.spread) / 100.0);
    let leading = standings.designs.iter().filter(|standing| standing.first > 0).count();
    assert!(leading >= 8, "only {leading} designs ever lead");
    let most = standings.designs.iter().map(|standing| standing.first).max().unwrap();
    assert!(most * 2 < standings.profiles, "one design leads {most} of {}", standings.profiles);
}

/// Readiness would fall below 0.
#[test]
fn importances_beyond_the_one_denominator_are_refused() {
    let told = faults(&edited("model.toml", "most = 20", "most = 2")).to_string();
    assert!(told.contains("designs/coaching.toml") && told.contains("above `readiness.most` (2)"), "{told}");
}
