//! Packs the common row of a table for [`Whole`](crate::scoring::whole::Whole): whole levels, one category each, empty
//! cells, and nothing else, without a profile in between.
//!
//! It accepts a part of what [`quick`](super::quick) reads, and a test compares the two.

use super::cells::{Cells, Columns, Row};
use crate::catalogue::{Catalogue, FactorIndex, Kind};
use crate::scoring::Tables;
use crate::scoring::whole::{Layout, UNKNOWN};
use crate::wire::asked::text::LONGEST_ID;

/// Where the cells of a row go in a packed team.
#[derive(Clone, Debug)]
pub struct Packing {
    /// The bytes of a team.
    width: usize,
    id: Option<usize>,
    /// Columns whose cells only a profile can have.
    empty: Vec<usize>,
    /// The column of each level, and its byte.
    levels: Vec<(usize, usize)>,
    choices: Vec<Choice>,
}

/// A factor of which a team has one category.
#[derive(Clone, Debug)]
struct Choice {
    byte: usize,
    /// The column with the id of a category, and the ids.
    named: Option<(usize, Vec<String>)>,
    /// The columns with shares, and their categories.
    shares: Vec<(usize, u8)>,
}

impl Columns {
    /// Returns how rows of these columns are packed.
    pub fn packing(&self, catalogue: &Catalogue, tables: &Tables, layout: &Layout) -> Packing {
        let facts = self.setting.iter().chain([&self.current]).flatten();
        let empty = facts.chain(&self.blank).copied().collect();
        let mut packing =
            Packing { width: layout.width(), id: self.id, empty, levels: Vec::new(), choices: Vec::new() };
        for ((factor, of), cells) in FactorIndex::enumerate(&catalogue.factors).zip(&self.factors) {
            let first = tables.first_term(factor);
            packing.empty.extend(cells.iter().flat_map(|cells| cells.counts).flatten());
            if of.kind == Kind::Shares {
                packing.choices.extend((!cells.is_empty()).then(|| Choice {
                    byte: layout.of_team(first),
                    named:
                        named(cells).map(|column| (column, of.categories.iter().map(|one| one.id.clone()).collect())),
                    shares: cells.iter().filter_map(|cells| Some((cells.value?, cells.key? as u8))).collect(),
                }));
                continue;
            }
            let byte = |key: Option<usize>| match (of.kind, key) {
                (Kind::PerDesign, Some(design)) => Some(layout.of_design(first, design.into())),
                (Kind::PerResource, Some(kind)) => {
                    tables.terms_of_factor(factor).nth(kind).map(|term| layout.of_team(term))
                }
                _ => Some(layout.of_team(first)),
            };
            packing.levels.extend(cells.iter().filter_map(|cells| Some((cells.value?, byte(cells.key)?))));
        }
        packing
    }
}

/// The column with the id of a category.
fn named(cells: &[Cells]) -> Option<usize> {
    cells.iter().find(|cells| cells.key.is_none())?.value
}

impl Packing {
    /// Packs a row: its answers, and its id as written, empty if it has none. Returns `false` if it has anything else than
    /// whole answers.
    pub fn pack<R: Row + ?Sized>(&self, row: &R, team: &mut Vec<u8>, id: &mut String) -> bool {
        team.clear();
        team.resize(self.width, UNKNOWN);
        id.clear();
        id.push_str(self.id.map_or("", |column| row.cell(column)));
        let level = |(column, byte): &(usize, usize)| match row.cell(*column).as_bytes() {
            [] => true,
            [digit @ b'1'..=b'5'] => {
                team[*byte] = digit - b'1';
                true
            }
            _ => false,
        };
        // A text never has more characters than bytes.
        id.len() <= LONGEST_ID
            && self.empty.iter().all(|column| row.cell(*column).is_empty())
            && self.levels.iter().all(level)
            && self.choices.iter().all(|choice| choice.pack(row, team))
    }
}

impl Choice {
    fn pack<R: Row + ?Sized>(&self, row: &R, team: &mut [u8]) -> bool {
        let byte = &mut team[self.byte];
        if let Some((column, names)) = &self.named
            && let name @ [_, ..] = row.cell(*column).as_bytes()
        {
            let Some(cell) = names.iter().position(|one| one.as_bytes() == name) else { return false };
            *byte = cell as u8;
        }
        let mut is_given = false;
        for (column, cell) in &self.shares {
            match row.cell(*column).as_bytes() {
                [] => {}
                [b'0'] => is_given = true,
                [b'1'..=b'9'] if *byte == UNKNOWN => (is_given, *byte) = (true, *cell),
                _ => return false,
            }
        }
        // Nothing but zeros is a mistake, and so is a name beside shares: both are for the full reader.
        !is_given || (*byte != UNKNOWN && !self.is_named(row))
    }

    fn is_named<R: Row + ?Sized>(&self, row: &R) -> bool {
        self.named.as_ref().is_some_and(|(column, _)| !row.cell(*column).is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisor::{Advisor, Options};
    use crate::wire::kit::problem::Problem;

    const NAMES: [&str; 11] = [
        "id",
        "time_available",
        "time_available.count_2",
        "resources.staff",
        "design_experience.coaching",
        "learning_preference.independent",
        "learning_preference.collaborative",
        "outcome_type",
        "outcome_type.mastery",
        "setting.team_size",
        "current",
    ];

    /// Packs what the full reader reads as whole answers, in the same way, and nothing else.
    #[test]
    fn a_packed_row_is_what_the_full_reader_reads() {
        let advisor = Advisor::embedded();
        let columns = Columns::new(advisor.catalogue(), NAMES, |_| false).expect("the names are known");
        let whole = advisor.prepare(&Options::default()).expect("the weights weigh something").whole();
        let whole = whole.expect("the catalog joins few terms");
        let packing = columns.packing(advisor.catalogue(), advisor.tables(), whole.layout());
        let (mut packed, mut all) = (0, 0);
        for number in 0..60_000_usize {
            // Each cell is one of a few texts; most rows have no setting, no counts and no designs in use.
            let mut rest = number.wrapping_mul(0x9e37_79b9_7f4a_7c15_usize) >> 8;
            let mut of = |texts: &[&'static str]| {
                let text = texts[rest % texts.len()];
                rest /= texts.len();
                text
            };
            let row = [
                of(&["a", "", " b "]),
                of(&["1", "5", "", "3"]),
                of(&["", "", "", "", "2"]),
                of(&["", "4", "2.5", "0", "6"]),
                of(&["", "5", "x"]),
                of(&["", "1", "0"]),
                of(&["", "7", "0", "0.5"]),
                of(&["", "mastery", "application", "nothing"]),
                of(&["", "", "", "1", "0"]),
                of(&["", "", "", "", "4"]),
                of(&["", "", "", "", "coaching"]),
            ];
            let (mut team, mut id) = (Vec::new(), String::new());
            let is_packed = packing.pack(row.as_slice(), &mut team, &mut id);
            let read: Result<_, Problem> = columns.read(&advisor, row.as_slice());
            let mut expected = vec![0; team.len()];
            let is_whole = read.as_ref().is_ok_and(|profile| {
                profile.current.is_empty() && whole.layout().pack(advisor.tables(), profile, &mut expected)
            });
            // Counts of one level and fractions in one category are whole, and left to the full reader.
            assert!(is_whole || !is_packed, "{row:?}");
            let is_plain = row[2].is_empty() && row[6] != "0.5";
            assert!(is_packed || !is_whole || !is_plain, "{row:?}");
            if is_packed {
                assert_eq!(
                    (&team, Some(id.as_str()).filter(|id| !id.is_empty())),
                    (&expected, columns.id(row.as_slice()))
                );
                packed += 1;
            }
            all += usize::from(is_whole);
        }
        assert!(packed > 1_000 && all > packed, "{packed} of {all}");
    }
}
