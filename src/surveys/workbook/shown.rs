//! Number formats that add something to a number: `0%` shows 0.6 as `60%`, `0 "months"` shows 6 as `6 months`.
//!
//! Only what changes the meaning is read: percent signs, quoted and escaped text, and currencies. Rounding, separators,
//! colors, and the sections for negative numbers and zero change how a number looks, not which one it is.

/// What a format adds to a number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shown {
    percent: bool,
    before: String,
    after: String,
}

impl Shown {
    /// Reads the first section of a format; `None` if it adds nothing.
    pub(super) fn of(format: &str) -> Option<Self> {
        let (mut shown, mut digits) = (Self::default(), false);
        let mut letters = format.chars();
        while let Some(letter) = letters.next() {
            let added: String = match letter {
                ';' => break,
                '"' => letters.by_ref().take_while(|letter| *letter != '"').collect(),
                '\\' => letters.next().into_iter().collect(),
                '_' | '*' => {
                    letters.next();
                    continue;
                }
                '[' => currency(&letters.by_ref().take_while(|letter| *letter != ']').collect::<String>()),
                '%' => {
                    shown.percent = true;
                    "%".to_owned()
                }
                ' ' | '$' | '€' | '£' | '¥' => letter.to_string(),
                // `G` begins `General`.
                '0' | '#' | '?' | 'G' => {
                    digits = true;
                    continue;
                }
                _ => continue,
            };
            if digits { &mut shown.after } else { &mut shown.before }.push_str(&added);
        }
        let adds = [&shown.before, &shown.after].iter().any(|text| !text.trim().is_empty());
        adds.then_some(shown)
    }

    /// Returns a number as the cell shows it, with all its digits.
    pub(super) fn text(&self, number: f64) -> String {
        let number = match self.percent {
            // A hundredfold 0.07 is 7.000000000000001.
            true => format!("{:.13e}", number * 100.0).parse().unwrap_or(number * 100.0),
            false => number,
        };
        format!("{}{number}{}", self.before, self.after).trim().to_owned()
    }
}

/// Returns the currency of brackets such as `$€-407`; other brackets are colors, conditions and languages.
fn currency(brackets: &str) -> String {
    let currency = brackets.strip_prefix('$').map(|rest| rest.split('-').next().unwrap_or_default());
    currency.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_their_cells_show_them() {
        for (format, number, expected) in [
            ("0%", 0.6, "60%"),
            ("0.0%", 0.07, "7%"),
            ("0.00\\ %;[Red]-0.00\\ %", 0.125, "12.5 %"),
            ("0 \"months\"", 6.0, "6 months"),
            ("General\" yrs\"", 2.5, "2.5 yrs"),
            ("0\"months\"", 6.0, "6months"),
            ("[$€-407] #,##0.00", 5.0, "€ 5"),
            ("_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)", 1200.0, "$1200"),
        ] {
            assert_eq!(Shown::of(format).map(|shown| shown.text(number)).as_deref(), Some(expected), "{format}");
        }
        for format in
            ["General", "0", "0.00", "#,##0", "0.00E+00", "@", "# ?/?", "[Red]0", "_(* #,##0_);_(* \"-\"_)", ""]
        {
            assert_eq!(Shown::of(format), None, "{format}");
        }
    }
}
