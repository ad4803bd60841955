//! A card: one question of the short way, by its id.

use super::super::fields::START;
use super::super::scene::Scene;
use crate::catalogue::{Factor, Kind, ResourceKind};
use crate::words::in_sentence;

/// The cards that come before the factors, in their order.
pub(super) const AIM: &str = "aim";
pub(super) const TEAM: &str = "team";

/// The fields of the facts that decide.
pub(super) const FACTS: [&str; 4] =
    ["setting.team_size", "setting.cover_available", START, "limits.cost_usd_per_teacher"];

/// One question.
#[derive(Debug)]
pub(super) struct Card<'a> {
    /// What it is called in the state: `aim`, `team`, or the path of an answer.
    pub id: String,
    pub asks: Asks<'a>,
}

/// What a card asks.
#[derive(Debug)]
pub(super) enum Asks<'a> {
    /// What students need and what educators should learn.
    Aim,
    /// Facts about the team.
    Team,
    Factor(&'a Factor),
    Resource(&'a ResourceKind),
    /// A factor that is answered for each design, for one of them.
    OfDesign(&'a Factor, &'a str),
}

impl<'a> Card<'a> {
    /// Returns the card of an id; `None` at the end, and for an id that is none.
    pub(super) fn of(scene: &Scene<'a>, id: &str) -> Option<Self> {
        let asks = match id {
            AIM => Asks::Aim,
            TEAM => Asks::Team,
            path => Self::of_path(scene, path)?,
        };
        Some(Self { id: id.to_owned(), asks })
    }

    fn of_path(scene: &Scene<'a>, path: &str) -> Option<Asks<'a>> {
        let catalogue = scene.catalogue();
        let (factor, part) = path.split_once('.').map_or((path, None), |(factor, part)| (factor, Some(part)));
        let factor = &catalogue.factors[catalogue.factor_index(factor)?];
        match (factor.kind, part) {
            (Kind::Level | Kind::Shares, None) => Some(Asks::Factor(factor)),
            (Kind::PerResource, Some(part)) => factor.resources.iter().find(|kind| kind.id == part).map(Asks::Resource),
            (Kind::PerDesign, Some(part)) => {
                let design = &catalogue.designs[catalogue.design_index(part)?];
                Some(Asks::OfDesign(factor, &design.name))
            }
            _ => None,
        }
    }

    /// Returns whether the card has the inputs of a field.
    pub(super) fn shows(&self, field: &str) -> bool {
        match self.asks {
            Asks::Aim => matches!(field, "aim.need" | "aim.learning"),
            Asks::Team => FACTS.contains(&field),
            _ => field.strip_prefix(&self.id).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')),
        }
    }

    /// Returns whether any of its fields is filled in.
    pub(super) fn is_answered(&self, scene: &Scene<'_>) -> bool {
        scene.fields.iter().any(|(name, _)| self.shows(name))
    }

    /// Returns whether "I don't know" is an answer to it.
    pub(super) fn may_be_unknown(&self) -> bool {
        !matches!(self.asks, Asks::Aim | Asks::Team)
    }

    /// Returns the question in words.
    pub(super) fn question(&self, scene: &Scene<'a>) -> String {
        match &self.asks {
            Asks::Aim => scene.say("questions.aim").to_owned(),
            Asks::Team => scene.say("questions.team").to_owned(),
            Asks::Factor(factor) => factor.question.clone(),
            Asks::Resource(kind) => kind.question.clone(),
            Asks::OfDesign(_, design) => scene.fill("questions.of_design", &[("design", &in_sentence(design))]),
        }
    }
}
