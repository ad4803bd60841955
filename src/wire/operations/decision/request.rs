//! The fields of a decision request.

use jiff::civil::Date;
use serde_json::json;

use crate::advisor::{Choice, Deciding, Lot, Options};
use crate::catalogue::Profile;
use crate::wire::asked::{ChoiceShape, DateShape, OPTIONS, PROFILE, Words};
use crate::wire::kit::fields::{Object, fields};

fields! {
    pub(super) struct DecisionRequest (
        EXPECTED = "wire.expected.body",
        ABOUT = "A team's profile, the choice and the reason. A choice that does not rank first needs a reason.",
    ) {
        profile: Profile = PROFILE, "", required "wire.missing.profile";
        options: Options = OPTIONS, "";
        choice: Option<Choice> = ChoiceShape, "The choice. For an omitted field, the best feasible option is used. \
            Required unless a lot decides.";
        lot: Option<LotFields> = Object::<LotFields>::new(), "Lets a lot decide among the designs that the scores cannot \
            separate, in place of `choice`. It is never required.";
        reason: Option<String> = Words("a reason", 2_000),
            "The reason for the choice. It may be omitted only if the choice ranks first; ties count as first.";
        decided_on: Option<Date> = DateShape, "The date of the decision";
        decided_by: Option<String> = Words("a role", 100), "The role of the person who decided, not a name";
        starts_on: Option<Date> = DateShape, "The planned start date";
        school: Option<String> = Words("a school", 120), "The team's school; with it the answer has the outcome record";
        district: Option<String> = Words("a district", 120), "The district, if there are several";
        pupils_need: Option<String> = Words("a need", 600), "What students need and do not get yet";
        educators_learn: Option<String> = Words("an aim", 600), "What educators should learn to meet that need";
    }
}

fields! {
    pub(super) struct LotFields (
        EXPECTED = "wire.expected.lot",
    ) {
        seed: Option<String> = Words("a seed", 200), "What the draw depends on, such as a number drawn in public before; \
            if omitted, the SHA-256 of the profile in canonical form";
    }
}

impl DecisionRequest {
    pub(super) fn deciding(self, choice: Choice, lot: Option<Lot>) -> Deciding {
        Deciding {
            choice,
            lot,
            reason: self.reason,
            decided_on: self.decided_on,
            decided_by: self.decided_by,
            starts_on: self.starts_on,
            school: self.school,
            district: self.district,
            pupils_need: self.pupils_need,
            educators_learn: self.educators_learn,
        }
    }
}

/// The same fields as command-line words.
#[derive(Clone, Copy, Debug, Default)]
pub struct DecisionWords<'a> {
    /// The choice; `None` where a lot decides.
    pub design: Option<&'a str>,
    /// That a lot decides, with its seed; the seed is derived from the profile if it is empty.
    pub lot: Option<&'a str>,
    pub environment: Option<&'a str>,
    pub reason: Option<&'a str>,
    pub decided_on: Option<&'a str>,
    pub decided_by: Option<&'a str>,
    pub starts_on: Option<&'a str>,
    pub school: Option<&'a str>,
    pub district: Option<&'a str>,
    pub pupils_need: Option<&'a str>,
    pub educators_learn: Option<&'a str>,
}

impl DecisionWords<'_> {
    /// Returns the words as a body for a team without answers.
    pub(super) fn json(&self) -> String {
        let mut body = json!({"profile": {"factors": {}}});
        if let Some(design) = self.design {
            body["choice"]["design"] = design.into();
        }
        if let Some(seed) = self.lot {
            body["lot"] = if seed.is_empty() { json!({}) } else { json!({"seed": seed}) };
        }
        if let Some(environment) = self.environment {
            body["choice"]["environment"] = environment.into();
        }
        let texts = [
            ("reason", self.reason),
            ("decided_on", self.decided_on),
            ("decided_by", self.decided_by),
            ("starts_on", self.starts_on),
            ("school", self.school),
            ("district", self.district),
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
