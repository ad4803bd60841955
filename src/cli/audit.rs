//! `backmap audit`: checks a plan against the standards; prints text, JSON, or SARIF for CI.

use super::plan::{answered, finding, heading, read, reviewed};
use super::settings::{Audit, AuditForm, FailOn};
use super::text::{line, paragraph};
use super::{Exit, Stop, input, plain_lines, print};
use crate::catalogue::Severity;
use crate::planning::{Finding, Review};
use crate::wire::{OPERATIONS, audit_sarif};

pub fn run(arguments: &Audit) -> Result<(), Stop> {
    let advisor = input::advisor(arguments.catalogue.as_deref())?;
    let request = read(&advisor, &arguments.plan, arguments.on.as_deref())?;
    let (told, failing) = reviewed(&advisor, &request, &arguments.plan, |review| {
        let mut told = String::new();
        heading(&mut told, &request.plan);
        text(&mut told, review);
        (told, failing(review, arguments.fail_on))
    })?;
    match arguments.format {
        AuditForm::Text => print(plain_lines(&told).as_bytes())?,
        AuditForm::Sarif => print(&answered(&advisor, &request, audit_sarif)?)?,
        AuditForm::Json => {
            let operation = OPERATIONS.iter().find(|operation| operation.path == "/v1/audits");
            print(&answered(&advisor, &request, operation.expect("every operation is listed").answer)?)?;
        }
    }
    match failing {
        0 => Ok(()),
        1 => Err(Stop::new(Exit::Findings, "1 finding is at or above the --fail-on level")),
        many => Err(Stop::new(Exit::Findings, format!("{many} findings are at or above the --fail-on level"))),
    }
}

/// Counts the findings at or above the `--fail-on` level, including the plan's own.
fn failing(review: &Review<'_>, on: FailOn) -> usize {
    let least = match on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Note => Severity::Note,
        FailOn::Never => return 0,
    };
    let own = review.findings.iter().filter(|finding| finding.waived.is_none() && finding.severity >= least);
    review.audit.standing(least).count() + own.count()
}

fn text(text: &mut String, review: &Review<'_>) {
    line(text, "\nStandards");
    for audited in &review.audit.standards {
        let count = |shown| audited.looked.iter().filter(|looked| looked.shown == shown).count();
        use crate::planning::Shown;
        let told = format!(
            "{:<22} {:<8} {} met, {} partly met, {} contradicted, {} open",
            audited.standard.name,
            audited.level.id(),
            count(Shown::Met),
            count(Shown::Partly),
            count(Shown::Contrary),
            count(Shown::Open),
        );
        line(text, &format!("  {told}"));
    }
    group(text, "\nFindings against the standards", &review.audit.findings);
    group(text, "\nFindings in the plan", &review.findings);
    let asked: Vec<_> = review.audit.open().collect();
    if !asked.is_empty() {
        line(text, &format!("\nQuestions a plan cannot answer ({}); answer them under `checks`", asked.len()));
        for looked in asked {
            paragraph(text, &format!("  {}: ", looked.id), &looked.look_for.question);
        }
    }
}

fn group(text: &mut String, title: &str, findings: &[Finding]) {
    line(text, title);
    if findings.is_empty() {
        line(text, "  No findings.");
    }
    findings.iter().for_each(|one| finding(text, one));
}
