//! Numbers as text.

use maud::{Markup, html};

use crate::catalogue::Amount;
use crate::pages::scene::Scene;
use crate::words::{self, tenths};

/// Formats hundredths with a sign and one decimal, with a true minus sign.
pub fn signed(hundredths: i32) -> String {
    match tenths(hundredths) {
        (_, size) if size == "0.0" => "0".to_owned(),
        ('-', size) => format!("−{size}"),
        (_, size) => format!("+{size}"),
    }
}

/// Formats a number of a design without unnecessary digits.
pub fn amount(value: f64) -> String {
    if value >= 100.0 { format!("{value:.0}") } else { words::number(value) }
}

/// Formats a number as in the files, without trailing zeros and with a true minus sign.
pub fn number(value: f64) -> String {
    ((value * 1000.0).round() / 1000.0).to_string().replace('-', "−")
}

/// Formats a share as a whole percentage.
pub fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Formats `10 to 62`, or one number if both ends are the same.
pub fn range(scene: &Scene<'_>, low: f64, high: f64) -> String {
    let (low, high) = (amount(low), amount(high));
    if low == high { low } else { scene.fill("parts.range", &[("low", &low), ("high", &high)]) }
}

/// Shows an amount with its typical value.
pub fn spread(scene: &Scene<'_>, of: &Amount) -> Markup {
    spread_of(scene, [of.low, of.typical, of.high])
}

/// Shows a range with its typical value in the middle.
pub fn spread_of(scene: &Scene<'_>, [low, typical, high]: [f64; 3]) -> Markup {
    html! {
        (range(scene, low, high))
        @if low < high { span.usual { " (" (scene.fill("parts.usual", &[("usual", &amount(typical))])) ")" } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_what_the_files_say() {
        assert_eq!([0.33, 4.0, -0.5].map(number), ["0.33", "4", "−0.5"]);
        assert_eq!(percent(0.35), "35 %");
    }
}
