//! A profile as one line of JSON that reads back as the same team.

use crate::catalogue::{Answer, Catalogue, Factor, Profile};
use crate::wire::kit::number::answer_text;

/// Returns a bare profile on one line, without a line break: ids in catalog order, unknown ones omitted.
pub fn profile_json(catalogue: &Catalogue, profile: &Profile) -> Vec<u8> {
    let voices = profile.voices.as_deref();
    let mut fields = Vec::new();
    if let Some(id) = &profile.id {
        fields.push(format!("\"id\":{}", quoted(id)));
    }
    // Answers of groups are read back from the groups, not from the pooled values.
    let common = voices.map_or(&profile.answers, |voices| &voices.common);
    fields.push(format!("\"factors\":{}", factors(catalogue, common)));
    let setting = profile.setting.facts().into_iter();
    let setting: Vec<String> = setting.filter_map(|(name, fact)| Some(format!("\"{name}\":{}", fact?))).collect();
    if !setting.is_empty() {
        fields.push(format!("\"setting\":{{{}}}", setting.join(",")));
    }
    if !profile.current.is_empty() {
        let designs = profile.current.iter().map(|at| format!("\"{}\"", catalogue.designs[*at].id));
        fields.push(format!("\"current\":[{}]", designs.collect::<Vec<_>>().join(",")));
    }
    if let Some(voices) = voices {
        let groups = voices.groups.iter();
        let group = groups.map(|group| format!("{}:{}", quoted(&group.name), factors(catalogue, &group.answers)));
        fields.push(format!("\"groups\":{{{}}}", group.collect::<Vec<_>>().join(",")));
    }
    format!("{{{}}}", fields.join(",")).into_bytes()
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("text always serializes")
}

fn factors(catalogue: &Catalogue, answers: &[Option<Answer>]) -> String {
    let answered =
        catalogue.factors.iter().zip(answers).filter_map(|(factor, answer)| Some((factor, answer.as_ref()?)));
    let text =
        |(factor, answer): (&Factor, &Answer)| format!("\"{}\":{}", factor.id, answer_text(catalogue, factor, answer));
    format!("{{{}}}", answered.map(text).collect::<Vec<_>>().join(","))
}
