//! The fields of a decision request.

use jiff::civil::Date;
use serde_json::json;

use crate::advisor::{Choice, Deciding, Options};
use crate::catalogue::Profile;
use crate::wire::asked::{ChoiceShape, DateShape, OPTIONS, PROFILE, Words};
use crate::wire::kit::fields::fields;

fields! {
    pub(super) struct DecisionRequest (
        EXPECTED = "wire.expected.body",
        ABOUT = "A team's profile, the choice and the reason. A choice that does not rank first needs a reason.",
    ) {
        profile: Profile = PROFILE, "", required "wire.missing.profile";
        options: Options = OPTIONS, "";
        choice: Option<Choice> = ChoiceShape, "The choice. For an omitted field, the best feasible option is used.",
            required "wire.missing.choice";
        reason: Option<String> = Words("a reason", 2_000),
            "The reason for the choice. It may be omitted only if the choice ranks first; ties count as first.";
        decided_on: Option<Date> = DateShape, "The date of the decision";
        decided_by: Option<String> = Words("a role", 100), "The role of the person who decided, not a name";
        starts_on: Option<Date> = DateShape, "The planned start date";
        pupils_need: Option<String> = Words("a need", 600), "What students need and do not get yet";
        educators_learn: Option<String> = Words("an aim", 600), "What educators should learn to meet that need";
    }
}

impl DecisionRequest {
    pub(super) fn deciding(self) -> Option<Deciding> {
        Some(Deciding {
            choice: self.choice?,
            reason: self.reason,
            decided_on: self.decided_on,
            decided_by: self.decided_by,
            starts_on: self.starts_on,
            pupils_need: self.pupils_need,
            educators_learn: self.educators_learn,
        })
    }
}

/// The same fields as command-line words.
#[derive(Clone, Copy, Debug, Default)]
pub struct DecisionWords<'a> {
    pub design: &'a str,
    pub environment: Option<&'a str>,
    pub reason: Option<&'a str>,
    pub decided_on: Option<&'a str>,
    pub decided_by: Option<&'a str>,
    pub starts_on: Option<&'a str>,
    pub pupils_need: Option<&'a str>,
    pub educators_learn: Option<&'a str>,
}

impl DecisionWords<'_> {
    /// Returns the words as a body for a team without answers.
    pub(super) fn json(&self) -> String {
        let mut body = json!({"profile": {"factors": {}}, "choice": {"design": self.design}});
        if let Some(environment) = self.environment {
            body["choice"]["environment"] = environment.into();
        }
        let texts = [
            ("reason", self.reason),
            ("decided_on", self.decided_on),
            ("decided_by", self.decided_by),
            ("starts_on", self.starts_on),
            ("pupils_need", self.pupils_need),
            ("educators_learn", self.educators_learn),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                body[name] = text.into();
            }
        }
        body.to_string()
    }
}
