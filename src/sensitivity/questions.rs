//! Which unanswered factor is most worth asking about, and when to stop asking.

use crate::answers::Mixture;
use crate::catalogue::{AlternativeIndex, DesignIndex};
use crate::scoring::{AnswerOf, Evaluation};

use super::agreement::Firsts;
use super::draws::Draws;
use super::surface::{BAND, Surface, is_known, meets, separate_answers};

/// The unanswered factors of a profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Questions {
    /// The one that is expected to settle the first place most comes first; of equal ones, the one that is more likely to
    /// change it.
    pub questions: Vec<Question>,
    /// The share of simulations of all unanswered factors together in which the first place stays, 0 to 1; `None` when
    /// no design is feasible.
    pub first_stays: Option<f64>,
    /// Whether that is enough to stop asking.
    pub settled: bool,
}

/// One unanswered factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub of: AnswerOf,
    /// How much more likely two simulations of the unanswered factors are to agree on the first place once this answer
    /// is known, 0 to 1.
    pub gain: f64,
    /// The chance, by typical answers, that this answer alone changes the first place by more than rounding could, 0 to
    /// 1.
    pub chance: f64,
    /// The expected value of the answer, in points: how much better, on average, the best design then scores than the
    /// one that is first now. A design that is no longer feasible counts as 0.
    pub value: f64,
    /// By cell: the design that would rank first.
    pub firsts: Vec<Option<DesignIndex>>,
}

/// Values every unanswered factor. Scores are unrounded; other unanswered factors use typical answers.
pub fn questions(evaluation: &Evaluation<'_>, draws: Draws) -> Questions {
    let ranking = evaluation.ranking();
    let Some(first) = ranking.placed.first() else {
        return Questions { questions: Vec::new(), first_stays: None, settled: false };
    };
    let open = separate_answers(evaluation).into_iter().filter(|of| !is_known(evaluation, *of));
    let firsts = Firsts::draw(evaluation, draws);
    let mut questions: Vec<Question> =
        open.map(|of| Question { gain: firsts.gain(of), ..question(evaluation, of, first.design) }).collect();
    questions.sort_by(|a, b| {
        b.gain.total_cmp(&a.gain).then(b.chance.total_cmp(&a.chance)).then(b.value.total_cmp(&a.value))
    });
    let first_stays = firsts.share(first.design);
    let settled = first_stays.is_some_and(|stays| stays >= evaluation.catalogue().model.questions.settled);
    Questions { questions, first_stays, settled }
}

/// Values one answer: its chance (E27) and its value (E28).
fn question(evaluation: &Evaluation<'_>, of: AnswerOf, first: DesignIndex) -> Question {
    let tables = evaluation.tables();
    let surface = Surface::new(evaluation, of);
    let prior = &tables.priors[of.term];
    let count = tables.cells(of.term);
    // By cell: the best design with its score, and the score of the one that is first now.
    let mut best: Vec<Option<(f64, DesignIndex)>> = vec![None; count];
    let mut own: Vec<Option<f64>> = vec![None; count];
    for (alternative, of_alternative) in AlternativeIndex::enumerate(&tables.alternatives) {
        if !evaluation.field.considered[of_alternative.design] || !evaluation.is_open(alternative) {
            continue;
        }
        for cell in (0..count).filter(|cell| meets(evaluation, of, alternative, *cell)) {
            let score = surface.score(&Mixture::whole(cell), alternative);
            if best[cell].is_none_or(|(most, _)| score > most) {
                best[cell] = Some((score, of_alternative.design));
            }
            if of_alternative.design == first {
                own[cell] = Some(own[cell].map_or(score, |most: f64| most.max(score)));
            }
        }
    }
    let cells = || (0..count).filter(|cell| prior.share(*cell) > 0.0);
    // A difference that rounding could make is not a change.
    let changed = |cell: usize| best[cell].is_some_and(|(most, _)| own[cell].is_none_or(|own| most > own + BAND));
    let chance = cells().filter(|cell| changed(*cell)).map(|cell| prior.share(cell)).sum();
    let gain = |cell: usize| (best[cell].map_or(0.0, |(most, _)| most) - own[cell].unwrap_or(0.0)).max(0.0);
    let value = cells().map(|cell| prior.share(cell) * gain(cell)).sum::<f64>() * 100.0;
    let firsts = (0..count)
        .map(|cell| if changed(cell) { best[cell].map(|(_, design)| design) } else { own[cell].map(|_| first) });
    Question { of, gain: 0.0, chance, value, firsts: firsts.collect() }
}
