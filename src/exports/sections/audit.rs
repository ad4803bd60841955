//! The audit: levels of the standards, findings, and accepted findings.

use crate::catalogue::Severity;
use crate::exports::Document;
use crate::exports::labels;
use crate::exports::names;
use crate::exports::outline::{Facts, Outline, numbers, words};
use crate::exports::words::{listed, quoted, sentence};
use crate::planning::{Against, Audited, Finding, Review, Shown};
use crate::words::{counted, fill, text};

pub fn audit(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section(text("exports.audit.audit"));
    outline.part(text("exports.audit.standards"));
    let columns = [
        words(text("exports.audit.standard_2"), 28),
        words(text("exports.audit.level"), 24),
        numbers(text("exports.audit.met"), 11),
        numbers(text("exports.audit.partly"), 12),
        numbers(text("exports.audit.not_met"), 13),
        numbers(text("exports.audit.open"), 12),
    ];
    outline.table(&columns, review.audit.standards.iter().map(standard).collect());
    let all: Vec<&Finding> = review.findings.iter().chain(&review.audit.findings).collect();
    let (waived, standing): (Vec<&Finding>, Vec<&Finding>) = all.into_iter().partition(|one| one.waived.is_some());
    findings(review, &standing, outline);
    if !waived.is_empty() {
        outline.part(text("exports.audit.accepted_findings"));
        for finding in waived {
            let reason = finding.waived.as_deref().unwrap_or_default();
            outline.facts(
                Facts::default().all(
                    &quoted(&finding.found),
                    [fill(text("exports.audit.reason"), &[("reason", &sentence(reason))])],
                ),
            );
        }
    }
}

fn standard(audited: &Audited<'_>) -> Vec<String> {
    let of = |shown: Shown| audited.looked.iter().filter(|one| one.shown == shown).count().to_string();
    vec![
        audited.standard.name.clone(),
        labels::level(audited.level),
        of(Shown::Met),
        of(Shown::Partly),
        of(Shown::Contrary),
        of(Shown::Open),
    ]
}

const GROUPS: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

fn findings(review: &Review<'_>, all: &[&Finding], outline: &mut Outline) {
    let counts = GROUPS.map(|severity| {
        let number = all.iter().filter(|finding| finding.severity == severity).count();
        let template = match severity {
            Severity::Error => counted("exports.audit.error_count", number),
            Severity::Warning => counted("exports.audit.warning_count", number),
            Severity::Note => counted("exports.audit.note_count", number),
        };
        fill(template, &[("number", &number.to_string())])
    });
    outline.say(fill(text("exports.audit.review"), &[("counts", &listed(counts).unwrap_or_default())]));
    for severity in GROUPS {
        let own: Vec<&&Finding> = all.iter().filter(|finding| finding.severity == severity).collect();
        if own.is_empty() {
            continue;
        }
        outline.part(match severity {
            Severity::Error => text("exports.audit.must_fix"),
            Severity::Warning => text("exports.audit.should_fix"),
            Severity::Note => text("exports.audit.notes"),
        });
        for finding in own {
            outline.facts(Facts::default().all(&quoted(&finding.found), about(review, finding)));
        }
    }
}

fn about(review: &Review<'_>, finding: &Finding) -> Vec<String> {
    let mut told = vec![
        fill(text("exports.audit.why_matters"), &[("why", &sentence(&finding.why))]),
        fill(text("exports.audit.what_do"), &[("what", &sentence(&finding.mend))]),
    ];
    let differs = finding
        .differs
        .as_deref()
        .map(|differs| fill(text("exports.audit.what_studies_found"), &[("what", &sentence(differs))]));
    told.extend(differs);
    let grade = finding.grade.as_ref().map(|grade| labels::of_id(&grade.0)).unwrap_or_default();
    let template = match finding.grade {
        Some(_) => text("exports.audit.where_based_on"),
        None => text("exports.audit.where_based_on_2"),
    };
    let (place, basis) = (names::place(&finding.place), against(review, finding));
    told.push(fill(template, &[("place", &place), ("basis", &basis), ("grade", &grade)]));
    if let Some(sources) = listed(review.facts.catalogue.cite(&finding.sources)) {
        told.push(fill(counted("exports.audit.sources", finding.sources.len()), &[("sources", &sources)]));
    }
    told
}

/// The step or standard on which a finding is based.
fn against(review: &Review<'_>, finding: &Finding) -> String {
    match &finding.against {
        Against::Step(id) => {
            let step = review.steps.iter().find(|state| state.step.id == *id);
            step.map_or_else(
                || (*id).to_owned(),
                |state| {
                    let slots = [("number", &*state.step.number.to_string()), ("name", &state.step.name)];
                    fill(text("exports.audit.step"), &slots)
                },
            )
        }
        Against::Element { standard, element } => {
            let known = review.facts.catalogue.standards.iter().find(|one| one.id == *standard);
            let name = known.map_or(standard.as_str(), |one| one.name.as_str());
            let element = known
                .and_then(|one| one.elements.iter().find(|own| own.id == *element))
                .map_or(element.as_str(), |own| own.name.as_str());
            fill(text("exports.audit.standard"), &[("name", name), ("element", element)])
        }
    }
}
