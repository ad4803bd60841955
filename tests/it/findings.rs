//! `docs/findings.md` has a section for every finding; `INSTA_UPDATE=always cargo test findings` writes it again.

use std::fmt::Write;

use backmap::catalogue::{LookFor, Standard};
use backmap::planning::FINDING_KINDS;
use backmap::words;

use super::support::{ADVISOR, file};

const PAGE: &str = "docs/findings.md";

const HEAD: &str = "\
# Findings

What the plan check and the audit can find, by the id in the answers of the API, in SARIF and in waivers. Write the id
and a reason into `waivers` of the plan to accept a finding. The texts are those of the program: findings of the plan
are in `src/words/en-US/planning.toml`, those of the standards in `data/standards/`. In a sentence, … is filled in from
the plan. This page is generated: `INSTA_UPDATE=always cargo test findings` writes it again.
";

/// The citations of sources, with their ids.
fn sources<'a>(ids: impl Iterator<Item = &'a String>) -> String {
    let all = &ADVISOR.catalogue().sources;
    let mut seen = std::collections::BTreeSet::new();
    let cited = ids.filter(|id| seen.insert(*id)).map(|id| {
        let source = all.iter().find(|source| source.id == *id).unwrap_or_else(|| panic!("there is no source {id}"));
        format!("{} (`{id}`)", source.short())
    });
    cited.collect::<Vec<_>>().join("; ")
}

/// A template with its slots left open.
fn open(template: &str) -> String {
    let parts = template.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    parts.collect::<Vec<_>>().join("…")
}

fn of_the_plan(page: &mut String) {
    let steps = &ADVISOR.catalogue().planning.steps;
    for kind in FINDING_KINDS {
        let step = steps.iter().find(|step| step.id == kind.step).unwrap_or_else(|| panic!("no step {}", kind.step));
        let own = format!("planning.finding.{}.", kind.id);
        let is_form = |key: &str| key.strip_prefix(&own).is_some_and(|form| !["why", "fix"].contains(&form));
        let forms = words::all().into_iter().filter(|(key, _)| is_form(key));
        let forms: Vec<String> = forms.map(|(_, template)| open(template)).collect();
        let found =
            if forms.is_empty() { "The unmet requirement, as in the ranking.".into() } else { forms.join(" / ") };
        write!(
            page,
            "\n### {}\n\n{}, in step {}, {}.\n\n- **Finding:** {found}\n- **Why it matters:** {}\n- **What to do:** {}\n\
             - **Source of the step:** {}\n",
            kind.id,
            capital(kind.severity.id()),
            step.number,
            step.name,
            kind.why(),
            kind.fix(),
            sources([&step.source].into_iter()),
        )
        .unwrap();
    }
}

fn of_a_look_for(page: &mut String, standard: &Standard, element: &str, one: &LookFor) {
    let by = if one.rule.is_some() { "The plan shows it, or the team answers." } else { "The team answers." };
    write!(
        page,
        "\n### {}.{}\n\n{} if not met. {element}. {by}\n\n- **Question:** {}\n",
        standard.id,
        one.id,
        capital(one.severity.id()),
        one.question
    )
    .unwrap();
    let differs = one.differs.as_ref();
    let grade = if one.grade.is_judgement() { "our judgment" } else { one.grade.0.as_str() };
    let lines = [
        ("Looks like", one.looks_like.clone()),
        ("Does not look like", one.does_not_look_like.clone()),
        ("Why it matters", Some(one.why.clone())),
        ("What to do", Some(one.fix.clone())),
        ("Evidence differs", differs.map(|differs| differs.says.clone())),
        ("Grade of the severity", Some(format!("{grade}: {}.", one.rationale.trim_end_matches('.')))),
        ("Sources", Some(sources(one.sources.iter().chain(differs.into_iter().flat_map(|differs| &differs.sources))))),
    ];
    for (name, text) in lines {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            writeln!(page, "- **{name}:** {text}").unwrap();
        }
    }
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

#[test]
#[allow(clippy::disallowed_methods, reason = "the variable that also renews snapshots")]
fn the_page_of_findings_is_what_is_generated() {
    let mut page = HEAD.to_owned();
    page.push_str("\n## The plan\n");
    of_the_plan(&mut page);
    for standard in &ADVISOR.catalogue().standards {
        write!(page, "\n## The standard: {}\n", standard.name).unwrap();
        for element in &standard.elements {
            element.look_fors.iter().for_each(|one| of_a_look_for(&mut page, standard, &element.name, one));
        }
    }
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE), &page).unwrap();
    }
    assert!(file(PAGE) == page, "write {PAGE} again: INSTA_UPDATE=always cargo test findings");
}

#[test]
fn every_rule_of_sarif_has_its_section() {
    let plan = file("examples/plans/fractions.json");
    let log = backmap::wire::audit_sarif(&ADVISOR, &super::support::RENDERED, plan.as_bytes()).unwrap();
    let log: serde_json::Value = serde_json::from_slice(&log).unwrap();
    let page = file(PAGE);
    for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap() {
        let id = rule["helpUri"].as_str().unwrap().strip_prefix("/findings/").unwrap();
        assert!(rule["id"] == id && page.contains(&format!("\n### {id}\n")), "{id}");
    }
}
