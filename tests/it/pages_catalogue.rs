//! Catalog pages: each one loads, every link has a target, and no catalog text becomes markup.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use backmap::advisor::Advisor;
use backmap::catalogue::Files;
use backmap::pages::{Fields, READINGS, Scene, Words};

use super::server::{Server, html, unescaped};
use super::support::ADVISOR;

/// Link targets that are not HTML pages of this kind.
const ELSEWHERE: [&str; 2] = ["/swagger/", "/openapi.json"];

fn page(path: &str) -> String {
    let response = Server::shared().get(path);
    assert_eq!(response.status, 200, "{path}");
    html(&response)
}

/// Returns the text between tags, with entities decoded.
fn text_of(html: &str) -> String {
    let pieces = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    unescaped(&pieces.collect::<Vec<_>>().join(" "))
}

/// Returns the values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> impl Iterator<Item = &'a str> {
    let begin = format!(" {attribute}=\"");
    html.match_indices(&begin)
        .map(|(at, _)| html[at + begin.len()..].split('"').next().unwrap())
        .collect::<Vec<_>>()
        .into_iter()
}

/// Returns the path of every catalog page.
fn paths() -> Vec<String> {
    let catalogue = ADVISOR.catalogue();
    let lists = READINGS.iter().filter(|reading| !reading.path.contains('{')).map(|reading| reading.path.to_owned());
    let standards = catalogue.standards.iter().map(|standard| format!("/standards/{}", standard.id));
    let lists = lists.chain(standards);
    let designs = catalogue.designs.iter().map(|design| format!("/designs/{}", design.id));
    lists.chain(designs).chain(catalogue.factors.iter().map(|factor| format!("/factors/{}", factor.id))).collect()
}

#[test]
fn every_design_stands_on_a_page_with_all_that_its_file_says() {
    let list = text_of(&page("/designs"));
    for design in &ADVISOR.catalogue().designs {
        let text = text_of(&page(&format!("/designs/{}", design.id)));
        let mut said = vec![&design.name, &design.summary];
        said.extend(design.roles.iter().chain(&design.resources));
        said.extend(design.ingredients.iter().map(|one| &one.what));
        said.extend(design.failures.iter().map(|one| &one.because));
        said.extend(design.evidence.iter().flat_map(|one| [&one.finding, &one.studied]));
        said.extend(design.variants.iter().flat_map(|one| [&one.name, &one.what]));
        for what in said {
            assert!(text.contains(what.trim_end_matches('.')), "{}: {what}", design.id);
        }
        assert!(list.contains(&design.name) && list.contains(&design.summary), "{}", design.id);
    }
}

#[test]
fn every_number_behind_a_score_stands_with_its_reason() {
    let catalogue = ADVISOR.catalogue();
    for design in &catalogue.designs {
        let text = text_of(&page(&format!("/designs/{}", design.id))).to_lowercase();
        for term in catalogue.terms() {
            let attribute = design.attributes.get(&term.path).unwrap();
            let values = attribute.numbers.values().copied().chain(attribute.categories.iter().map(|one| one.value));
            for value in values {
                assert!(text.contains(&format!(" {value} ")), "{}: {} is {value}", design.id, term.path);
            }
            assert!(text.contains(&attribute.rationale.to_lowercase()), "{}: {}", design.id, term.path);
            for category in &attribute.categories {
                assert!(text.contains(&category.rationale.to_lowercase()), "{}: {}", design.id, category.id);
            }
        }
        let graded = design.requirements.iter().map(|one| &one.rationale);
        let graded = graded.chain(design.adjustments.iter().map(|one| &one.rationale));
        for rationale in graded.chain(design.interactions.values().map(|one| &one.rationale)) {
            assert!(text.contains(&rationale.to_lowercase()), "{}: {rationale}", design.id);
        }
    }
}

#[test]
fn every_factor_stands_on_a_page_with_its_levels_and_questions() {
    let list = text_of(&page("/factors"));
    for factor in &ADVISOR.catalogue().factors {
        let text = text_of(&page(&format!("/factors/{}", factor.id)));
        let mut said = vec![&factor.name, &factor.question, &factor.meaning, &factor.caution];
        said.extend(factor.levels.iter().chain(factor.survey.iter().map(|item| &item.text)));
        said.extend(factor.categories.iter().map(|one| &one.meaning));
        said.extend(factor.resources.iter().flat_map(|one| one.levels.iter().chain([&one.meaning])));
        said.push(&factor.change.how);
        for what in said {
            assert!(text.contains(what.trim_end_matches('.')), "{}: {what}", factor.id);
        }
        for design in &ADVISOR.catalogue().designs {
            assert!(text.contains(&design.name), "{}: {} is not moved", factor.id, design.id);
        }
        assert!(list.contains(&factor.name) && list.contains(&factor.question), "{}", factor.id);
    }
}

#[test]
fn every_standard_stands_on_a_page_with_all_that_is_looked_for() {
    let list = text_of(&page("/standards"));
    for standard in &ADVISOR.catalogue().standards {
        let html = page(&format!("/standards/{}", standard.id));
        let text = text_of(&html);
        let mut said = vec![&standard.name, &standard.statement, &standard.about];
        for one in standard.elements.iter().flat_map(|element| &element.look_fors) {
            said.extend([&one.question, &one.why, &one.fix, &one.rationale]);
            said.extend(one.looks_like.iter().chain(&one.does_not_look_like));
            said.extend(one.differs.iter().map(|differs| &differs.says));
            assert!(values(&html, "id").any(|id| id == one.id), "{} has no anchor", one.id);
        }
        for what in said {
            let what = what.trim_end_matches('.').to_lowercase();
            assert!(text.to_lowercase().contains(&what), "{}: {what}", standard.id);
        }
        assert!(list.contains(&standard.name) && list.contains(&standard.statement), "{}", standard.id);
    }
    for one in &ADVISOR.catalogue().planning.edition_2022 {
        assert!(list.contains(&one.title) && list.contains(&one.note), "{}", one.title);
    }
}

#[test]
fn the_page_of_planning_holds_all_that_a_plan_is_asked() {
    let of = &ADVISOR.catalogue().planning;
    let text = text_of(&page("/planning"));
    let questions = of.steps.iter().flat_map(|step| step.questions.iter().flat_map(|one| [&one.question, &one.help]));
    let named = [&of.need_kinds, &of.stages, &of.meeting_purposes, &of.community_steps, &of.cycle_phases];
    let named = named.into_iter().flatten().flat_map(|one| [&one.name, &one.what]);
    let asked = of.requirements.iter().flat_map(|one| [&one.name, &one.what, &one.why, &one.question, &one.fix]);
    let parts = of.requirements.iter().flat_map(|one| &one.parts).map(|part| &part.what);
    let levels = of.evaluation_levels.iter().flat_map(|one| [&one.what, &one.question, &one.gather]);
    let rest = of.distribution_reasons.iter().map(|one| &one.what).chain(of.scopes.iter().map(|one| &one.note));
    for what in questions.chain(named).chain(asked).chain(parts).chain(levels).chain(rest) {
        assert!(text.contains(what.trim_end_matches('.')), "{what}");
    }
}

#[test]
fn every_source_stands_where_links_to_it_lead_with_what_cites_it() {
    let sources = page("/sources");
    for source in &ADVISOR.catalogue().sources {
        let entry = sources.split("<li id=\"").find(|entry| entry.starts_with(&format!("{}\"", source.id)));
        let entry = text_of(entry.unwrap_or_else(|| panic!("{} has no anchor", source.id)));
        assert!(entry.contains(&source.citation) && entry.contains(&source.says), "{}", source.id);
    }
    for design in &ADVISOR.catalogue().designs {
        for id in design.evidence.iter().flat_map(|one| &one.sources) {
            let entry = sources.split("<li id=\"").find(|entry| entry.starts_with(&format!("{id}\""))).unwrap();
            assert!(entry.contains(&format!("/designs/{}\"", design.id)), "{id} is cited by {}", design.id);
        }
    }
}

#[test]
fn every_link_on_every_page_leads_to_a_page_and_to_a_place_on_it() {
    let server = Server::shared();
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    let mut wanted: BTreeSet<(String, String, String)> = BTreeSet::new();
    let mut ahead = VecDeque::from(["/".to_owned()]);
    while let Some(path) = ahead.pop_front() {
        if pages.contains_key(&path) {
            continue;
        }
        let response = server.get(&path);
        assert_eq!(response.status, 200, "{path}, linked from {:?}", wanted.iter().find(|link| link.1 == path));
        let text = html(&response);
        for link in values(&text, "href").filter(|link| link.starts_with(['/', '#'])).map(unescaped) {
            let (to, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let to = if to.is_empty() { path.clone() } else { to.to_owned() };
            if to.starts_with("/assets/") || ELSEWHERE.contains(&to.as_str()) {
                assert_ne!(server.get(&to).status, 404, "{path} refers to {to}");
                continue;
            }
            wanted.insert((path.clone(), to.clone(), anchor.to_owned()));
            ahead.push_back(to);
        }
        pages.insert(path, text);
    }
    for (from, to, anchor) in wanted.iter().filter(|(.., anchor)| !anchor.is_empty()) {
        assert!(values(&pages[to], "id").any(|id| id == anchor), "{from} links to {to}#{anchor}, which is not there");
    }
    let missed: Vec<String> = paths().into_iter().filter(|path| !pages.contains_key(path)).collect();
    assert!(missed.is_empty(), "no link leads to {missed:?}");
}

#[test]
fn no_place_on_a_page_has_the_name_of_another() {
    for path in paths() {
        let text = page(&path);
        let mut seen = BTreeSet::new();
        for id in values(&text, "id") {
            assert!(seen.insert(id), "{path} has {id} twice");
        }
    }
}

#[test]
fn no_page_shows_the_key_of_words_that_are_missing() {
    let words = Words::wanted(None);
    let tables: BTreeSet<&str> = words.keys().map(|key| key.split('.').next().unwrap()).collect();
    for path in paths() {
        for word in text_of(&page(&path)).split_whitespace() {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let is_key = word.split_once('.').is_some_and(|(table, rest)| tables.contains(table) && !rest.is_empty());
            assert!(!is_key, "{path} shows {word}");
        }
        // The page for many teams contains the texts of its script, with open slots.
        assert!(path == "/teams" || !text_of(&page(&path)).contains(['{', '}']), "{path} shows a slot");
    }
}

#[test]
fn every_mechanism_is_explained() {
    let words = Words::wanted(None);
    for mechanism in &ADVISOR.catalogue().model.mechanisms {
        assert!(words.get(&format!("mechanism.{}", mechanism.id)).is_some(), "{}", mechanism.id);
        assert!(words.get(&format!("mechanism_group.{}.name", mechanism.group)).is_some(), "{}", mechanism.group);
    }
}

#[test]
fn an_unknown_id_is_a_page_that_says_so_and_repeats_nothing() {
    for path in ["/designs/nope", "/factors/nope", "/designs/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/factors/..%2f"] {
        let response = Server::shared().get(path);
        assert_eq!(response.status, 404, "{path}");
        let text = html(&response);
        assert!(text.contains("Page not found") && !text.contains("alert(1)"), "{path}");
    }
}

#[test]
fn whatever_a_file_says_is_text_and_never_markup() {
    let files = Files::embedded();
    let evil = "<img src=x onerror=alert(1)>\\\" & 'co'";
    let spoilt = |path: &str, from: &str| {
        let text = files.iter().find(|(name, _)| *name == path).unwrap().1;
        assert!(text.contains(from), "{path}");
        text.replacen(from, &from.replacen('"', &format!("\"{evil} "), 1), 1)
    };
    let changed = [
        ("designs/coaching.toml", "name = \"Coaching"),
        ("factors/time_available.toml", "question = \""),
        ("sources.toml", "says = \""),
        ("model.toml", "meaning = \""),
        ("environments.toml", "summary = \""),
    ];
    let files = changed.iter().fold(files.clone(), |all, (path, from)| all.with(path, Some(&spoilt(path, from))));
    let advisor = Advisor::new(&files).unwrap();
    let fields = Fields::default();
    let mut found = 0;
    for reading in READINGS {
        for id in ["coaching", "time_available", "data"] {
            let scene = Scene { advisor: &advisor, words: Words::wanted(None), fields: &fields, path: reading.path };
            let Some(page) = (reading.page)(&scene, id) else { continue };
            let text = String::from_utf8(page.bytes).unwrap();
            assert!(!text.contains("<img"), "{}: {id}", reading.path);
            found += text.matches("&lt;img src=x onerror=alert(1)&gt;").count();
        }
    }
    assert!(found > 10, "what was put in stands on the pages {found} times");
}
