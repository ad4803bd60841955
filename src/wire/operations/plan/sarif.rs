//! An audit as SARIF 2.1.0, the format of linter findings.

use serde_json::{Map, Value, json};

use super::parts::answer_review;
use crate::advisor::Advisor;
use crate::catalogue::{LookFor, Severity, Standard};
use crate::planning::{FINDING_KINDS, Finding, Review};
use crate::wire::answered::rendered::Rendered;
use crate::wire::kit::number::to_json;
use crate::wire::kit::problem::Problem;

/// The file name in results, because a body has none.
const PLAN_FILE: &str = "plan.json";

/// Answers `POST /v1/audits` as SARIF, with the findings of the audit and of the plan check.
///
/// # Errors
/// If the body is malformed or has invalid fields.
pub fn audit_sarif(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    answer_review(advisor, body, |review, _| to_json(&sarif(advisor, review)))
}

fn sarif(advisor: &Advisor, review: &Review<'_>) -> Value {
    let provenance = advisor.provenance();
    let standards = &advisor.catalogue().standards;
    let rules: Vec<Value> = FINDING_KINDS
        .iter()
        .map(|kind| rule(kind.id, &kind.why(), &kind.fix(), kind.severity, &[]))
        .chain(standards.iter().flat_map(of_standard))
        .collect();
    let index = |id: &str| rules.iter().position(|rule| rule["id"] == id);
    let all = review.audit.findings.iter().chain(&review.findings);
    let results: Vec<Value> = all.map(|finding| result(finding, index(&finding.id))).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "backmap",
                "semanticVersion": provenance.engine_version,
                "rules": rules,
                "properties": {
                    "catalogueVersion": provenance.catalogue_version,
                    "catalogueDigest": provenance.catalogue_digest,
                },
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn of_standard(standard: &Standard) -> impl Iterator<Item = Value> {
    let look_fors = standard.elements.iter().flat_map(|element| &element.look_fors);
    look_fors.map(|look_for: &LookFor| {
        let id = format!("{}.{}", standard.id, look_for.id);
        rule(&id, &look_for.why, &look_for.fix, look_for.severity, &look_for.sources)
    })
}

/// Returns a rule. Like the type of a problem, `helpUri` is relative to the service, and its last part is the heading
/// of a section: here, of docs/findings.md.
fn rule(id: &str, why: &str, fix: &str, severity: Severity, sources: &[String]) -> Value {
    json!({
        "id": id,
        "shortDescription": {"text": why},
        "help": {"text": fix},
        "helpUri": format!("/findings/{id}"),
        "defaultConfiguration": {"level": severity.id()},
        "properties": {"sources": sources},
    })
}

fn result(finding: &Finding, rule: Option<usize>) -> Value {
    let differs = finding.differs.as_ref().map_or_else(String::new, |differs| format!(" Evidence differs: {differs}"));
    let mut result = Map::new();
    result.insert("ruleId".to_owned(), json!(finding.id));
    if let Some(rule) = rule {
        result.insert("ruleIndex".to_owned(), json!(rule));
    }
    result.insert("level".to_owned(), json!(finding.severity.id()));
    result.insert("message".to_owned(), json!({"text": format!("{} {}{differs}", finding.found, finding.fix)}));
    let place = if finding.place.is_empty() { "/" } else { &finding.place };
    result.insert(
        "locations".to_owned(),
        json!([{
            "physicalLocation": {"artifactLocation": {"uri": PLAN_FILE}},
            "logicalLocations": [{"fullyQualifiedName": place, "kind": "member"}],
        }]),
    );
    result.insert("partialFingerprints".to_owned(), json!({"findingAndPlace/v1": format!("{}{place}", finding.id)}));
    if !finding.also.is_empty() {
        let also: Vec<&str> = finding.also.iter().map(|also| also.id.as_str()).collect();
        result.insert("properties".to_owned(), json!({"also": also}));
    }
    if let Some(reason) = &finding.waived {
        result.insert(
            "suppressions".to_owned(),
            json!([{"kind": "external", "status": "accepted", "justification": reason}]),
        );
    }
    Value::Object(result)
}
