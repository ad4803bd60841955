//! The audit: levels of the standards, findings, and accepted findings.

use crate::catalogue::Severity;
use crate::exports::Document;
use crate::exports::called;
use crate::exports::labels;
use crate::exports::outline::{Facts, Outline, numbers, words};
use crate::exports::words::{count, listed, quoted, sentence};
use crate::planning::{Against, Audited, Finding, Review, Shown};

pub fn audit(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section("Audit");
    outline.part("Standards");
    let columns = [
        words("Standard", 28),
        words("Level", 24),
        numbers("Met", 11),
        numbers("Partly", 12),
        numbers("Not met", 13),
        numbers("Open", 12),
    ];
    outline.table(&columns, review.audit.standards.iter().map(standard).collect());
    let all: Vec<&Finding> = review.findings.iter().chain(&review.audit.findings).collect();
    let (waived, standing): (Vec<&Finding>, Vec<&Finding>) = all.into_iter().partition(|one| one.waived.is_some());
    findings(review, &standing, outline);
    if !waived.is_empty() {
        outline.part("Accepted findings");
        for finding in waived {
            let reason = finding.waived.as_deref().unwrap_or_default();
            outline.facts(Facts::default().all(&quoted(&finding.found), [format!("Reason: {}", sentence(reason))]));
        }
    }
}

fn standard(audited: &Audited<'_>) -> Vec<String> {
    let of = |shown: Shown| audited.looked.iter().filter(|one| one.shown == shown).count().to_string();
    vec![
        audited.standard.name.clone(),
        labels::level(audited.level).to_owned(),
        of(Shown::Met),
        of(Shown::Partly),
        of(Shown::Contrary),
        of(Shown::Open),
    ]
}

/// Headings and counts of findings by severity.
const GROUPS: [(Severity, &str, &str, &str); 3] = [
    (Severity::Error, "Must fix", "must-fix finding", "must-fix findings"),
    (Severity::Warning, "Should fix", "should-fix finding", "should-fix findings"),
    (Severity::Note, "Notes", "note", "notes"),
];

fn findings(review: &Review<'_>, all: &[&Finding], outline: &mut Outline) {
    let told = GROUPS.map(|(severity, _, one, several)| {
        count(all.iter().filter(|finding| finding.severity == severity).count(), one, several)
    });
    outline.say(format!("The review has {}.", listed(told).unwrap_or_default()));
    for (severity, title, ..) in GROUPS {
        let own: Vec<&&Finding> = all.iter().filter(|finding| finding.severity == severity).collect();
        if own.is_empty() {
            continue;
        }
        outline.part(title);
        for finding in own {
            outline.facts(Facts::default().all(&quoted(&finding.found), about(review, finding)));
        }
    }
}

fn about(review: &Review<'_>, finding: &Finding) -> Vec<String> {
    let mut told =
        vec![format!("Why it matters: {}", sentence(&finding.why)), format!("What to do: {}", sentence(&finding.mend))];
    let differs =
        finding.differs.as_deref().map(|differs| format!("What studies found instead: {}", sentence(differs)));
    told.extend(differs);
    let grade = finding.grade.as_ref().map(|grade| format!(" Evidence grade: {}.", labels::of_id(&grade.0)));
    let place = called::place(&finding.place);
    told.push(format!("Where: {place}. Based on: {}.{}", against(review, finding), grade.unwrap_or_default()));
    if let Some(sources) = listed(called::sources(review.facts.catalogue, &finding.sources)) {
        told.push(format!("{}: {sources}.", if finding.sources.len() == 1 { "Source" } else { "Sources" }));
    }
    told
}

/// The step or standard on which a finding is based.
fn against(review: &Review<'_>, finding: &Finding) -> String {
    match &finding.against {
        Against::Step(id) => {
            let step = review.steps.iter().find(|state| state.step.id == *id);
            step.map_or_else(|| (*id).to_owned(), |state| format!("step {}, {}", state.step.number, state.step.name))
        }
        Against::Element { standard, element } => {
            let known = review.facts.catalogue.standards.iter().find(|one| one.id == *standard);
            let name = known.map_or(standard.as_str(), |one| one.name.as_str());
            let element = known
                .and_then(|one| one.elements.iter().find(|own| own.id == *element))
                .map_or(element.as_str(), |own| own.name.as_str());
            format!("the standard {name}, {element}")
        }
    }
}
