//! Numbers with a decimal comma.

/// Returns whether a comma in a number can only be the decimal sign: `3,5` and `0,125`. `1,000` may be a thousand.
pub fn is_decimal_comma(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.strip_prefix(['-', '+']).unwrap_or(text);
    number.split_once(',').is_some_and(|(whole, decimals)| {
        digits(whole) && digits(decimals) && (decimals.len() != 3 || whole.bytes().all(|byte| byte == b'0'))
    })
}

/// Reads a number with a decimal point or comma.
pub fn decimal(text: &str) -> Option<f64> {
    let text = text.trim();
    let number = if is_decimal_comma(text) { text.replacen(',', ".", 1) } else { text.to_owned() };
    let plain = number.bytes().all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte));
    number.parse::<f64>().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_is_a_decimal_sign_unless_it_may_part_thousands() {
        for (text, number) in
            [("3,5", Some(3.5)), ("-0,125", Some(-0.125)), ("1,000", None), ("1,2,3", None), (" 4.25 ", Some(4.25))]
        {
            assert_eq!(decimal(text), number, "{text}");
        }
        for text in ["", ",", "3,", ",5", "1e3", "inf", "NaN", "3 5"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }
}
