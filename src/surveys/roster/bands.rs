//! Grade bands: which grades form one team.

use super::super::vocabulary::meaning;
use crate::tables::key;
use crate::words::fill_text;

/// The grade bands that most schools use.
pub const USUAL_BANDS: &str = "PK-5,6-8,9-12";

/// Grade bands, lowest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeBands(Vec<(i32, i32, String)>);

impl GradeBands {
    /// Reads bands such as `PK-2,3-5,6-8,9-12`.
    ///
    /// # Errors
    /// If a band is not one grade or two with `-` between, or two bands share a grade.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut bands: Vec<(i32, i32, String)> = Vec::new();
        for band in text.split(',').map(str::trim) {
            let (from, to) = band.split_once('-').unwrap_or((band, band));
            let ends = (grade(from.trim()), grade(to.trim()));
            let (Some(from), Some(to)) = ends else {
                return Err(fill_text("surveys.roster.invalid_band", &[("band", band)]));
            };
            if from > to || bands.iter().any(|(low, high, _)| from <= *high && *low <= to) {
                return Err(fill_text("surveys.roster.overlapping_band", &[("band", band)]));
            }
            bands.push((from, to, band.to_owned()));
        }
        Ok(Self(bands))
    }

    /// Returns the band of a grade such as `04`, `KG` or `Grade 4`.
    pub(super) fn of(&self, code: &str) -> Option<&str> {
        let grade = grade(code)?;
        self.0.iter().find(|(from, to, _)| (*from..=*to).contains(&grade)).map(|(.., name)| name.as_str())
    }
}

/// Returns whether a grade is known, with a year of school or without one.
pub(super) fn is_known(code: &str) -> bool {
    grade(code).is_some() || is_without_year(code)
}

/// Returns whether a grade stands for no year of school, such as `Ungraded`.
pub(super) fn is_without_year(code: &str) -> bool {
    meaning("roster_grade", code) == Some("none")
}

/// Returns the year of school; years before grade 1 are below 1.
fn grade(code: &str) -> Option<i32> {
    let code = key(code);
    if let Some(year) = meaning("roster_grade", &code) {
        return year.parse().ok();
    }
    let number = ["grade", "gr", "year"].iter().find_map(|word| code.strip_prefix(word)).unwrap_or(&code);
    let number = number.trim_start_matches(['.', ' ']).strip_suffix("grade").map_or(number, str::trim);
    let number = number.trim_start_matches(['.', ' ']);
    let number = ["st", "nd", "rd", "th"].iter().find_map(|ending| number.strip_suffix(ending)).unwrap_or(number);
    number.parse().ok().filter(|grade| (1..=13).contains(grade))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_fall_into_bands_and_wrong_bands_are_refused() {
        let bands = GradeBands::read("PK-2, 3-5,6-8,9-12").unwrap();
        for (code, band) in [
            ("KG", Some("PK-2")),
            ("02", Some("PK-2")),
            ("3", Some("3-5")),
            ("12", Some("9-12")),
            ("UG", None),
            ("Kindergarten", Some("PK-2")),
            ("k", Some("PK-2")),
            ("Grade 6", Some("6-8")),
            ("gr. 6", Some("6-8")),
            ("6th", Some("6-8")),
            ("6th grade", Some("6-8")),
            ("1st Grade", Some("PK-2")),
            ("60", None),
            ("6-8", None),
        ] {
            assert_eq!(bands.of(code), band, "{code}");
        }
        for wrong in ["", "5-3", "1-4,4-6", "A-B", "0-99"] {
            assert!(GradeBands::read(wrong).is_err(), "{wrong}");
        }
        assert!(GradeBands::read(USUAL_BANDS).is_ok());
    }
}
