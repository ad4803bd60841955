//! `backmap audit`: checks a plan against the standards; prints text, JSON, or SARIF for CI.

use super::plan::{FIRST_SCREEN, api_answer, findings, heading, read, with_review};
use super::settings::{Audit, AuditForm, FailOn};
use super::text::{line, paragraph, section};
use super::{Exit, Stop, plain_lines, print};
use crate::catalogue::Severity;
use crate::planning::{Review, Shown};
use crate::wire::{AUDIT_PLAN, audit_sarif};
use crate::words::{self, fill_counted, fill_text};

pub fn run(arguments: &Audit) -> Result<(), Stop> {
    let input = &arguments.input.input;
    let advisor = input.catalogue.advisor()?;
    let request = read(&advisor, &input.plan, arguments.input.on.as_deref())?;
    let (page, failing) = with_review(&advisor, &request, &input.plan, |review| {
        let mut page = String::new();
        heading(&mut page, &request.plan);
        text(&mut page, review, arguments.all);
        (page, failing(review, arguments.fail_on))
    })?;
    match arguments.format {
        AuditForm::Text => print(plain_lines(&page).as_bytes())?,
        AuditForm::Sarif => print(&api_answer(&advisor, &request, audit_sarif)?)?,
        AuditForm::Json => print(&api_answer(&advisor, &request, AUDIT_PLAN.answer)?)?,
    }
    if failing == 0 {
        return Ok(());
    }
    Err(Stop::new(Exit::Findings, fill_counted("cli.audit.failing", failing, &[("count", &failing.to_string())])))
}

/// Counts the findings at or above the `--fail-on` level, including the plan's own.
fn failing(review: &Review<'_>, on: FailOn) -> usize {
    let least = match on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Note => Severity::Note,
        FailOn::Never => return 0,
    };
    let all = review.all_findings();
    all.iter().filter(|finding| finding.waived.is_none() && finding.severity >= least).count()
}

fn text(text: &mut String, review: &Review<'_>, all: bool) {
    section(text, words::text("cli.audit.standards"));
    for audited in &review.audit.standards {
        let count = |shown| audited.looked.iter().filter(|looked| looked.shown == shown).count().to_string();
        let slots = [
            ("standard", &*format!("{:<22}", audited.standard.name)),
            ("level", &format!("{:<8}", audited.level.id())),
            ("met", &count(Shown::Met)),
            ("stated", &count(Shown::Stated)),
            ("partly", &count(Shown::Partly)),
            ("contradicted", &count(Shown::Contrary)),
            ("open", &count(Shown::Open)),
        ];
        line(text, &format!("  {}", fill_text("cli.audit.standard", &slots)));
    }
    let shown = if all { usize::MAX } else { FIRST_SCREEN };
    findings(text, words::text("cli.audit.findings"), &review.all_findings(), shown, review.facts.catalogue);
    let open: Vec<_> = review.audit.open().collect();
    if !open.is_empty() {
        section(text, &fill_text("cli.audit.questions", &[("count", &open.len().to_string())]));
        for looked in open {
            paragraph(text, &format!("  {}: ", looked.id), &looked.look_for.question);
        }
    }
}
