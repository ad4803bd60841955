//! Cells that spreadsheets would take for formulas.

use std::borrow::Cow;

/// Returns a cell as a table may hold it: a text that begins like a formula gets an apostrophe in front. Numbers stay.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    let is_formula = cell.starts_with(FORMULA) && super::decimal(cell).is_none();
    if is_formula { format!("'{cell}").into() } else { cell.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        for (cell, kept) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-cmd|x", "'-cmd|x"),
            ("-5", "-5"),
            ("+3.5", "+3.5"),
            ("a=b", "a=b"),
        ] {
            assert_eq!(guarded(cell), kept);
        }
    }
}
