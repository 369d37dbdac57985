//! Numbers as people read them: digits in groups of three, sizes in decimal units.

/// Writes a number with thousands separated by commas and at most two decimals: `12,345.5`.
///
/// English and Chinese write numbers alike; a language that does not gets its own branch here.
pub(crate) fn grouped(number: f64) -> String {
    if !number.is_finite() {
        return "–".to_owned();
    }
    let text = format!("{:.2}", number.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::with_capacity(text.len() + text.len() / 3 + 1);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    if number < 0.0 && grouped != "0" { format!("−{grouped}") } else { grouped }
}

/// Writes a size given in bytes: `512 B`, `1.2 kB`, `34 MB` (1 kB = 1,000 B).
pub(crate) fn file_size(bytes: f64) -> String {
    let mut size = bytes.max(0.0);
    let mut unit = "B";
    for larger in ["kB", "MB", "GB", "TB"] {
        if size < 999.5 {
            break;
        }
        size /= 1000.0;
        unit = larger;
    }
    let rounded = if size < 9.95 && unit != "B" { (size * 10.0).round() / 10.0 } else { size.round() };
    format!("{}\u{a0}{unit}", grouped(rounded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped() {
        for (number, expected) in [
            (0.0, "0"),
            (999.0, "999"),
            (1000.0, "1,000"),
            (1234567.891, "1,234,567.89"),
            (-1500.5, "−1,500.5"),
            (-0.001, "0"),
            (f64::NAN, "–"),
        ] {
            assert_eq!(grouped(number), expected);
        }
    }

    #[test]
    fn sizes_have_two_or_three_digits() {
        for (bytes, expected) in [
            (0.0, "0 B"),
            (512.0, "512 B"),
            (1200.0, "1.2 kB"),
            (34_000_000.0, "34 MB"),
            (999_600.0, "1 MB"),
            (5e15, "5,000 TB"),
        ] {
            assert_eq!(file_size(bytes).replace('\u{a0}', " "), expected);
        }
    }
}
