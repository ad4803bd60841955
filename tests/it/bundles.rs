//! Bundles: the best of all sets by plain enumeration, what must hold of any of them, and what is said of them.

use std::collections::BTreeMap;

use backmap::advisor::{Advisor, Options};
use backmap::catalogue::{AlternativeIndex, DesignIndex, Files, Profile};
use backmap::scoring::Limits;
use backmap::wire::BundleAnswer;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::properties::profile;
use super::server::{JSON, Server};
use super::statements::check_statements;
use super::support::{ADVISOR, answer, file, post};

const EXAMPLES: [&str; 3] = ["low-trust-under-pressure", "rural-novices", "stable-demanding-goal"];

fn bundles(body: &Value) -> Value {
    post("/v1/bundles", body).unwrap_or_else(|problem| panic!("{problem:?} for {body}"))
}

fn example(name: &str, options: Value) -> Value {
    let mut body: Value = serde_json::from_str(&file(&format!("examples/{name}.json"))).expect("examples are JSON");
    body["options"] = options;
    body
}

fn ids(list: &Value) -> Vec<String> {
    list.as_array().expect("a list").iter().map(|id| id.as_str().expect("an id").to_owned()).collect()
}

fn hundredths(value: &Value) -> i128 {
    (value.as_f64().expect("a number") * 100.0).round() as i128
}

// --- The same, computed plainly from the files and the ranking's answer ---

/// A design as its file tells it.
struct Told {
    marks: Vec<String>,
    in_part: Vec<String>,
    /// From 0 to 3; the earliest and the latest.
    components: (usize, usize),
    embeds: bool,
    hours: f64,
    cost: Option<f64>,
    position: i64,
}

fn texts(table: &toml::Table, key: &str) -> Vec<String> {
    table[key].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

fn told() -> BTreeMap<String, Told> {
    let model: toml::Table = file("data/model.toml").parse().unwrap();
    let mechanisms = model["mechanism"].as_array().unwrap().iter();
    let groups: BTreeMap<&str, &str> =
        mechanisms.map(|one| (one["id"].as_str().unwrap(), one["group"].as_str().unwrap())).collect();
    let sequence = ["theory", "demonstration", "practice", "feedback_and_coaching"];
    let one = |id: &String| {
        let table: toml::Table = file(&format!("data/designs/{id}.toml")).parse().unwrap();
        let groups =
            |key: &str| texts(&table, key).iter().map(|one| groups[one.as_str()].to_owned()).collect::<Vec<_>>();
        let (full, in_part) = (groups("mechanisms"), groups("mechanisms_partial"));
        let components = texts(&table, "components");
        let at = components.iter().map(|one| sequence.iter().position(|other| other == one).unwrap());
        let dosage = &table["dosage"];
        let number = |value: &toml::Value| value.as_float().or(value.as_integer().map(|whole| whole as f64));
        Told {
            components: (at.clone().min().unwrap(), at.max().unwrap()),
            embeds: full.iter().any(|group| group == "embed_practice"),
            marks: [full, components, texts(&table, "quality_marks")].concat(),
            in_part,
            hours: number(&dosage["hours"]["low"]).unwrap(),
            cost: dosage.get("cost_usd_per_teacher").and_then(|cost| number(&cost["low"])),
            position: table["position"].as_integer().unwrap(),
        }
    };
    let designs = ADVISOR.catalogue().designs.iter().map(|design| (design.id.clone(), one(&design.id)));
    designs.collect()
}

/// What the ranking says of a design that can run.
#[derive(Clone)]
struct Ranked {
    id: String,
    score: i128,
    travel: f64,
}

fn ranked(body: &Value) -> Vec<Ranked> {
    let mut body = body.clone();
    let options = body["options"].as_object_mut().unwrap();
    options.remove("max_designs");
    options.remove("top");
    let answer = answer(&body);
    let one = |entry: &Value| Ranked {
        id: entry["design"].as_str().unwrap().to_owned(),
        score: hundredths(&entry["score"]),
        travel: entry["travel_hours"].as_f64().unwrap(),
    };
    answer["recommendations"].as_array().unwrap().iter().map(one).collect()
}

/// (E10) with the weight 0.4 and 13 marks: 0.6 * mean + 0.4 * 100 * covered / 13, to the nearest hundredth.
fn formula(told: &BTreeMap<String, Told>, set: &[&Ranked]) -> i128 {
    let mut covered: Vec<&String> = set.iter().flat_map(|one| &told[&one.id].marks).collect();
    covered.sort();
    covered.dedup();
    let designs = set.len() as i128;
    let scores: i128 = set.iter().map(|one| one.score).sum();
    let numerator = 6 * scores * 13 + 4 * 10_000 * covered.len() as i128 * designs;
    let denominator = 10 * 13 * designs;
    // floor(x + 1/2)
    (2 * numerator + denominator).div_euclid(2 * denominator)
}

/// Every set of up to so many, by counting through all members.
fn sets(all: &[Ranked], most: usize) -> Vec<Vec<&Ranked>> {
    let mut sets: Vec<Vec<&Ranked>> = vec![Vec::new()];
    for one in all {
        let longer = sets.iter().filter(|set| set.len() < most);
        let longer: Vec<Vec<&Ranked>> = longer.map(|set| set.iter().copied().chain([one]).collect()).collect();
        sets.extend(longer);
    }
    sets.retain(|set| !set.is_empty());
    sets
}

fn fits(told: &BTreeMap<String, Told>, set: &[&Ranked], limits: &Value) -> bool {
    let hours: f64 = set.iter().map(|one| told[&one.id].hours + one.travel).sum();
    let cost: f64 = set.iter().filter_map(|one| told[&one.id].cost).sum();
    let within = |limit: &Value, sum: f64| limit.as_f64().is_none_or(|limit| sum <= limit + 1e-9);
    within(&limits["hours"], hours) && within(&limits["cost_usd_per_teacher"], cost)
}

/// The best sets with their scores, each sharing at most half of its designs with every one before it.
fn plainly(body: &Value, most: usize, top: usize) -> (Vec<(Vec<String>, i128)>, usize) {
    let (told, mut all) = (told(), ranked(body));
    all.sort_by_key(|one| told[&one.id].position);
    let fitting = sets(&all, most).into_iter().filter(|set| fits(&told, set, &body["options"]["limits"]));
    let mut scored: Vec<(i128, Vec<i64>, Vec<String>)> = fitting
        .map(|set| {
            let positions = set.iter().map(|one| told[&one.id].position).collect();
            (formula(&told, &set), positions, set.iter().map(|one| one.id.clone()).collect())
        })
        .collect();
    let compared = scored.len();
    // No design of a bundle adds nothing to the others.
    let marks = |id: &String| told[id].marks.iter();
    let adds = |set: &[String], own: &String| {
        marks(own).any(|mark| set.iter().filter(|id| *id != own).all(|id| !told[id].marks.contains(mark)))
    };
    scored.retain(|(_, _, set)| set.len() == 1 || set.iter().all(|own| adds(set, own)));
    scored.sort_by(|a, b| (b.0, a.1.len(), &a.1).cmp(&(a.0, b.1.len(), &b.1)));
    let mut best: Vec<(Vec<String>, i128)> = Vec::new();
    for (score, _, set) in scored {
        let shares = |other: &Vec<String>| set.iter().filter(|id| other.contains(id)).count();
        if best.iter().all(|(other, _)| 2 * shares(other) <= set.len()) {
            best.push((set, score));
        }
    }
    best.truncate(top);
    (best, compared)
}

#[test]
fn bundles_are_the_best_of_all_sets_by_plain_enumeration() {
    let rows = [
        (json!({}), 3, 5, "what stands when nothing is asked for"),
        (json!({"max_designs": 1, "top": 30}), 1, 30, "lone designs"),
        (json!({"max_designs": 2, "top": 400}), 2, 400, "pairs until none is left that differs"),
        (json!({"max_designs": 5, "top": 12}), 5, 12, "the largest"),
        (json!({"max_designs": 5, "limits": {"hours": 20}}), 5, 5, "few hours"),
        (json!({"max_designs": 4, "limits": {"hours": 45, "cost_usd_per_teacher": 600}}), 4, 5, "little money"),
        (json!({"max_designs": 4, "limits": {"weeks": 12, "people": 6}}), 4, 5, "little time and few people"),
        (
            json!({"max_designs": 3, "exclude": ["coaching", "peer_coaching"], "limits": {"hours": 30}}),
            3,
            5,
            "without coaches",
        ),
        (json!({"max_designs": 3, "environments": ["online_static"]}), 3, 5, "alone at a screen"),
        (json!({"max_designs": 3, "weights": {"outcome_type": 0, "time_available": 3}}), 3, 5, "other weights"),
        (json!({"limits": {"hours": 0}}), 3, 5, "nothing fits"),
    ];
    for name in EXAMPLES {
        for (options, most, top, why) in &rows {
            let body = example(name, options.clone());
            let given = bundles(&body);
            let (expected, compared) = plainly(&body, *most, *top);
            let found = given["bundles"].as_array().unwrap().iter().map(|one| {
                let mut designs = ids(&one["designs"]);
                designs.sort_by_key(|id| ADVISOR.catalogue().design_index(id));
                (designs, hundredths(&one["score"]))
            });
            assert_eq!(found.collect::<Vec<_>>(), expected, "{name}: {why}");
            assert_eq!(given["compared"], compared, "{name}: {why}");
            let told = check_statements(&given);
            assert!(told > expected.len(), "{name}: {why}: {told} statements");
        }
    }
}

#[test]
fn bundles_of_all_sets_are_compared_when_nothing_stands_against_any() {
    let given = bundles(&json!({"profile": {"factors": {}}, "options": {"max_designs": 5, "top": 1}}));
    assert_eq!(given["compared"], 68_405, "25 + 300 + 2300 + 12650 + 53130");
}

// --- What must hold of any of them ---

/// A place in the order in time, by the rules as docs/model.md states them.
fn in_time(told: &BTreeMap<String, Told>, member: &Value) -> (bool, bool, (usize, usize), i64) {
    let design = &told[member["design"].as_str().unwrap()];
    (design.embeds, shows_own(member), design.components, design.position)
}

/// The trust that the chosen role needs decides whether one's own practice is shown.
fn shows_own(member: &Value) -> bool {
    let catalogue = ADVISOR.catalogue();
    let index = catalogue.design_index(member["design"].as_str().unwrap()).unwrap();
    let alternatives =
        AlternativeIndex::enumerate(&ADVISOR.tables().alternatives).filter(|(_, one)| one.design == index);
    let mut of = alternatives.filter(|(_, one)| {
        let variant = one.variant.map(|variant| catalogue.designs[index].variants[variant].id.as_str());
        catalogue.environments[one.environment].id == member["environment"].as_str().unwrap()
            && variant == member["variant"].as_str()
    });
    let (place, _) = of.next_back().unwrap();
    backmap::scoring::shows_own_practice(catalogue, ADVISOR.tables(), place)
}

fn check_bundle(told: &BTreeMap<String, Told>, bundle: &Value, what: &str) {
    let members = bundle["members"].as_array().unwrap();
    let designs: Vec<&str> = members.iter().map(|member| member["design"].as_str().unwrap()).collect();
    assert_eq!(ids(&bundle["designs"]), designs, "{what}");
    let mean = members.iter().map(|member| member["score"].as_f64().unwrap()).sum::<f64>() / members.len() as f64;
    let coverage = &bundle["coverage"];
    let share = coverage["met"].as_f64().unwrap() / coverage["of"].as_f64().unwrap();
    let score = 0.6 * mean + 0.4 * 100.0 * share;
    assert!((bundle["score"].as_f64().unwrap() - score).abs() <= 0.005 + 1e-9, "{what}: {score}");
    assert!((bundle["mean_score"].as_f64().unwrap() - mean).abs() <= 0.005 + 1e-9, "{what}: {mean}");
    let keys: Vec<_> = members.iter().map(|member| in_time(told, member)).collect();
    assert!(keys.is_sorted(), "{what}: {designs:?} stand in time as {keys:?}");
    let marks = |value: &Value| ids(&value.as_array().unwrap().iter().map(|mark| mark["id"].clone()).collect());
    let mut so_far: Vec<String> = Vec::new();
    for (at, member) in members.iter().enumerate() {
        assert_eq!(member["when"], at + 1, "{what}");
        let mut expected = told[member["design"].as_str().unwrap()].marks.clone();
        let mut covers = marks(&member["covers"]);
        covers.sort();
        expected.sort();
        expected.dedup();
        assert_eq!(covers, expected, "{what}: {}", member["design"]);
        covers.retain(|mark| !so_far.contains(mark));
        let mut adds = marks(&member["adds"]);
        adds.sort();
        assert_eq!(adds, covers, "{what}: {}", member["design"]);
        so_far.extend(adds);
    }
    let mut covered = marks(&bundle["covered"]);
    covered.sort();
    so_far.sort();
    assert_eq!(covered, so_far, "{what}");
    let in_part = marks(&bundle["covered_in_part"]);
    for mark in &in_part {
        assert!(designs.iter().any(|design| told[*design].in_part.contains(mark)) && !covered.contains(mark), "{what}");
    }
    let all = covered.len() + in_part.len() + marks(&bundle["uncovered"]).len();
    assert_eq!((coverage["of"].as_u64(), all), (Some(13), 13), "{what}");
    check_demands(told, bundle, &designs, what);
}

fn check_demands(told: &BTreeMap<String, Told>, bundle: &Value, designs: &[&str], what: &str) {
    let demands = &bundle["demands"];
    let hours: f64 = designs.iter().map(|design| told[*design].hours).sum();
    assert!((demands["hours"]["low"].as_f64().unwrap() - hours).abs() < 0.006, "{what}: {hours}");
    let costs: Vec<f64> = designs.iter().filter_map(|design| told[*design].cost).collect();
    let unknown = designs.iter().copied().filter(|design| told[*design].cost.is_none());
    assert_eq!(ids(&demands["cost_unknown"]), unknown.collect::<Vec<_>>(), "{what}");
    let cost = demands["cost_usd_per_teacher"]["low"].as_f64();
    assert_eq!(cost, (!costs.is_empty()).then(|| costs.iter().sum()), "{what}");
}

#[test]
fn a_bundle_costs_what_the_ranking_says_that_its_designs_cost() {
    let mut kinds = BTreeMap::new();
    for name in EXAMPLES {
        let ranking = answer(&example(name, json!({})));
        let places = ranking["recommendations"].as_array().unwrap();
        let cost_of = |design: &str| {
            let place = places.iter().find(|place| place["design"] == design).expect("a bundle's design has a place");
            &place["demands"]["cost"]
        };
        for bundle in bundles(&example(name, json!({"max_designs": 3, "top": 40})))["bundles"].as_array().unwrap() {
            let (designs, cost) = (ids(&bundle["designs"]), &bundle["demands"]["cost"]);
            for end in ["low", "typical", "high"] {
                let sum: f64 = designs.iter().map(|design| cost_of(design)[end].as_f64().unwrap()).sum();
                assert!((cost[end].as_f64().unwrap() - sum).abs() < 0.02, "{name}: {designs:?} {end}");
            }
            let is_published = designs.iter().all(|design| cost_of(design)["kind"] == "published");
            assert_eq!(cost["kind"], if is_published { "published" } else { "reckoned" }, "{name}: {designs:?}");
            *kinds.entry(cost["kind"].to_string()).or_insert(0) += 1;
        }
    }
    assert!(kinds["\"reckoned\""] > 20, "{kinds:?}");
}

#[test]
fn bundles_say_what_each_design_adds_and_when_it_comes() {
    let told = told();
    let mut checked = 0;
    for name in EXAMPLES {
        for most in 1..=5 {
            let given = bundles(&example(name, json!({"max_designs": most, "top": 40, "limits": {"hours": 70}})));
            for bundle in given["bundles"].as_array().unwrap() {
                check_bundle(&told, bundle, &format!("{name}, {most} at most"));
                assert!(bundle["members"].as_array().unwrap().len() <= most);
                checked += 1;
            }
            let wanted = ids(&bundles(&example(name, json!({"max_designs": most})))["bundles"][0]["designs"]);
            assert!(wanted.len() <= most, "{name}");
        }
    }
    assert!(checked > 200, "{checked} bundles");
}

#[test]
fn bundles_put_knowledge_and_others_practice_first_and_what_embeds_last() {
    // What may take part, the order in time, and why.
    let rows: [(&[&str], &[&str], &str); 5] = [
        (&["coaching", "courses"], &["courses", "coaching"], "what embeds comes last"),
        (
            &["peer_coaching", "data_analysis"],
            &["data_analysis", "peer_coaching"],
            "both embed; theory before practice",
        ),
        (&["lesson_study", "case_studies"], &["case_studies", "lesson_study"], "others' practice before one's own"),
        (&["demonstrations", "reading_research"], &["reading_research", "demonstrations"], "theory, then showing"),
        (&["courses", "reading_research"], &["reading_research", "courses"], "what ends with theory comes first"),
    ];
    for (members, expected, why) in rows {
        let others = ADVISOR.catalogue().designs.iter().map(|design| design.id.as_str());
        let others: Vec<&str> = others.filter(|id| !members.contains(id)).collect();
        let body = json!({"profile": {"factors": {}}, "options": {"max_designs": 2, "exclude": others, "top": 3}});
        let given = bundles(&body);
        let pair =
            given["bundles"].as_array().unwrap().iter().find(|one| one["designs"].as_array().unwrap().len() == 2);
        // A lone design may be the better one; the pair then shares no more than half with it.
        let pair = pair.unwrap_or_else(|| panic!("{why}: there is no pair"));
        assert_eq!(ids(&pair["designs"]), expected, "{why}");
    }
}

// --- Flags ---

fn flag<'a>(bundle: &'a Value, kind: &str) -> Option<&'a Value> {
    bundle["flags"].as_array().unwrap().iter().find(|flag| flag["kind"] == kind)
}

#[test]
fn bundles_of_one_that_embed_nothing_name_the_best_partner() {
    let told = told();
    for (outcome, wanted) in [("application", true), ("mastery", true), ("knowledge", false), ("awareness", false)] {
        let body = json!({
            "profile": {"factors": {"outcome_type": outcome}},
            "options": {"max_designs": 1, "top": 25, "limits": {"hours": 24}},
        });
        let all = ranked(&body);
        let given = bundles(&body);
        assert!(given["bundles"].as_array().unwrap().len() > 10, "{outcome}");
        for bundle in given["bundles"].as_array().unwrap() {
            let lone = bundle["designs"][0].as_str().unwrap();
            let flagged = flag(bundle, "lacks_embedding");
            assert_eq!(flagged.is_some(), wanted && !told[lone].embeds, "{outcome}: {lone}");
            let Some(flagged) = flagged else { continue };
            let lone = all.iter().find(|one| one.id == lone).unwrap();
            let pairs = all.iter().filter(|one| told[&one.id].embeds).map(|one| [lone, one]);
            let pairs = pairs.filter(|pair| fits(&told, pair, &body["options"]["limits"]));
            let best = pairs.min_by_key(|pair| (-formula(&told, pair), told[&pair[1].id].position));
            let partner = &flagged["partner"];
            match best {
                None => assert!(partner.is_null(), "{outcome}: {}", lone.id),
                Some(pair) => {
                    assert_eq!(partner["design"], pair[1].id, "{outcome}: {}", lone.id);
                    assert_eq!(hundredths(&partner["score"]), formula(&told, &pair), "{outcome}: {}", lone.id);
                    assert!(
                        flagged["statement"]["text"]
                            .as_str()
                            .unwrap()
                            .contains(&partner["name"].as_str().unwrap()[1..])
                    );
                }
            }
        }
        check_statements(&given);
    }
}

#[test]
fn bundles_flag_few_hours_as_a_contested_association_and_only_where_practice_is_to_change() {
    for (outcome, wanted) in [("mastery", true), ("awareness", false)] {
        let body = json!({
            "profile": {"factors": {"outcome_type": outcome}},
            "options": {"max_designs": 1, "top": 25},
        });
        let given = bundles(&body);
        let (mut few, mut enough) = (0, 0);
        for bundle in given["bundles"].as_array().unwrap() {
            let hours = bundle["demands"]["hours"]["typical"].as_f64().unwrap();
            let flagged = flag(bundle, "below_hours_floor");
            assert_eq!(flagged.is_some(), wanted && hours < 14.0, "{outcome}: {hours} h");
            if let Some(flagged) = flagged {
                let text = flagged["statement"]["text"].as_str().unwrap();
                assert!(text.contains("association") && text.contains("contested") && text.contains("Yoon"), "{text}");
                few += 1;
            } else {
                enough += 1;
            }
        }
        assert!(enough > 0 && (few > 0) == wanted, "{outcome}: {few} with few hours, {enough} others");
    }
}

#[test]
fn bundles_flag_what_has_to_be_built_and_costs_that_were_not_tested() {
    let given = bundles(&example(
        "rural-novices",
        json!({"limits": {"cost_usd_per_teacher": 10_000}, "exclude": [
            "courses", "workshops", "demonstrations", "observing_peers", "case_studies", "cooperative_learning"
        ]}),
    ));
    let to_build = |bundle: &&Value| flag(bundle, "has_to_build").is_some();
    let first = given["bundles"].as_array().unwrap().iter().find(to_build).expect("a bundle of designs that need more");
    let named = &flag(first, "has_to_build").unwrap()["designs"];
    for member in first["members"].as_array().unwrap() {
        let is_named = named.as_array().unwrap().contains(&member["design"]);
        if is_named {
            assert_eq!(member["group"], "worth_building_toward");
            assert!(!member["gates"].as_array().unwrap().is_empty());
        }
    }
    let first = &given["bundles"][0];
    let untested = flag(first, "cost_not_tested").expect("not every cost is known");
    assert_eq!(untested["designs"], first["demands"]["cost_unknown"]);
}

#[test]
fn bundles_say_why_there_are_none() {
    let every: Vec<&str> = ADVISOR.catalogue().designs.iter().map(|design| design.id.as_str()).collect();
    for (options, says) in [
        (json!({"exclude": every}), "Every design was excluded"),
        (json!({"limits": {"hours": 0}}), "No design is feasible"),
    ] {
        let given = bundles(&json!({"profile": {"factors": {}}, "options": options}));
        assert_eq!((given["bundles"].as_array().unwrap().len(), &given["compared"]), (0, &json!(0)));
        assert!(given["notes"][0]["text"].as_str().unwrap().contains(says), "{given}");
        assert!(given["notes"][1]["text"].as_str().unwrap().starts_with("Too little is known"), "{given}");
        check_statements(&given);
    }
}

// --- Bad input ---

#[test]
fn bundles_refuse_what_is_not_json_and_other_methods() {
    let server = Server::shared();
    let broken = server.request("POST", "/v1/bundles", &[JSON], b"{");
    assert_eq!(broken.status, 400, "{}", broken.text());
    let asked = server.request("GET", "/v1/bundles", &[], b"");
    assert_eq!((asked.status, asked.header("allow")), (405, Some("POST")), "{}", asked.text());
}

#[test]
fn bundles_are_served_as_they_are_computed() {
    let body = example("rural-novices", json!({"max_designs": 4}));
    let response = Server::shared().request("POST", "/v1/bundles", &[JSON], body.to_string().as_bytes());
    assert_eq!((response.status, response.json()), (200, bundles(&body)));
}

// --- For any team ---

fn best(advisor: &Advisor, profile: &Profile, options: &Options) -> Option<i32> {
    advisor.bundles(profile, options).unwrap().bundles.first().map(|told| told.bundle.score)
}

fn limits() -> impl Strategy<Value = Limits> {
    let limit = |most: f64| prop::option::of(0.0..most);
    (limit(80.0), limit(40.0), limit(5_000.0), limit(15.0))
        .prop_map(|(hours, weeks, cost_usd_per_teacher, people)| Limits { hours, weeks, cost_usd_per_teacher, people })
}

/// The built-in catalogue with its designs in the opposite order.
static REVERSED: std::sync::LazyLock<Advisor> = std::sync::LazyLock::new(|| {
    let designs: Vec<String> = ADVISOR.catalogue().designs.iter().map(|design| design.id.clone()).collect();
    let files = designs.iter().fold(Files::embedded(), |files, id| {
        let path = format!("designs/{id}.toml");
        let mut table: toml::Table = file(&format!("data/{path}")).parse().unwrap();
        let position = table["position"].as_integer().unwrap();
        table.insert("position".to_owned(), toml::Value::Integer(100 - position));
        files.with(&path, Some(&toml::to_string(&table).unwrap()))
    });
    Advisor::new(&files).unwrap_or_else(|faults| panic!("{faults}"))
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn bundles_come_best_first_differ_and_hold_to_what_was_asked(
        profile in profile(),
        limits in limits(),
        max_designs in 1..=4_usize,
        exclude in prop::collection::vec((0..25_usize).prop_map(DesignIndex::from), 0..6),
    ) {
        let options = Options { limits, max_designs: Some(max_designs), top: Some(20), exclude, ..Options::default() };
        let advice = ADVISOR.bundles(&profile, &options).unwrap();
        let sets: Vec<Vec<DesignIndex>> = advice
            .bundles
            .iter()
            .map(|told| told.bundle.members.iter().map(|member| member.design).collect())
            .collect();
        prop_assert!(advice.bundles.is_sorted_by_key(|told| -told.bundle.score));
        for (at, (set, told)) in sets.iter().zip(&advice.bundles).enumerate() {
            prop_assert!((1..=max_designs).contains(&set.len()));
            prop_assert!(!set.iter().any(|design| options.exclude.contains(design)), "an excluded design takes part");
            for earlier in &sets[..at] {
                let shared = set.iter().filter(|design| earlier.contains(design)).count();
                prop_assert!(2 * shared <= set.len(), "{set:?} shares too much with {earlier:?}");
            }
            let demands = &told.bundle.demands;
            let over = |limit: Option<f64>, sum: f64| limit.is_some_and(|limit| sum > limit + 1e-6);
            prop_assert!(!over(limits.hours, demands.hours.low + demands.travel_hours));
            prop_assert!(!over(limits.weeks, demands.weeks.low));
            prop_assert!(!over(limits.people, demands.people));
            prop_assert!(!over(limits.cost_usd_per_teacher, demands.cost_usd_per_teacher.map_or(0.0, |cost| cost.low)));
        }
        let free = Options { limits: Limits::default(), ..options.clone() };
        prop_assert!(best(&ADVISOR, &profile, &options) <= best(&ADVISOR, &profile, &free), "a limit raised the best");
        let larger = Options { max_designs: Some(max_designs + 1), ..options.clone() };
        prop_assert!(best(&ADVISOR, &profile, &options) <= best(&ADVISOR, &profile, &larger), "fewer sets hold a better");
        let first = BundleAnswer::json(&ADVISOR, &advice);
        let again = BundleAnswer::json(&ADVISOR, &ADVISOR.bundles(&profile, &options).unwrap());
        prop_assert_eq!(&first, &again);
        check_statements(&serde_json::from_slice(&first).unwrap());
    }

    #[test]
    fn bundles_do_not_depend_on_the_order_of_the_catalogue(factors in prop::collection::btree_map(
        prop::sample::select(vec!["time_available", "risk_taking_culture", "sustained_support", "perceived_need"]),
        1..=5_u8,
        0..4,
    )) {
        let body = json!({"profile": {"factors": factors}}).to_string();
        let best = |advisor: &Advisor| {
            let request = backmap::wire::read_request(advisor, body.as_bytes()).unwrap();
            let advice = advisor.bundles(&request.profile, &request.options).unwrap();
            (advice.bundles[0].bundle.score, advice.compared)
        };
        prop_assert_eq!(best(&ADVISOR), best(&REVERSED));
    }
}
