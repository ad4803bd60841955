//! Detects columns that identify people. Their cells are never kept, only whether two are the same.

use crate::tables::key;

/// Words that make a heading personal anywhere in it.
const ANYWHERE: [&str; 16] = [
    "e-mail",
    "email",
    "ip address",
    "ipaddress",
    "latitude",
    "longitude",
    "phone",
    "surname",
    "first name",
    "last name",
    "firstname",
    "lastname",
    "full name",
    "your name",
    "username",
    "date of birth",
];
/// Headings that are personal only as a whole.
const ALONE: [&str; 14] = [
    "name",
    "names",
    "teacher",
    "teacher name",
    "name of teacher",
    "respondent",
    "respondent name",
    "user",
    "signature",
    "nom",
    "nombre",
    "nome",
    "externalreference",
    "employee id",
];

/// Returns whether a column identifies people, from its heading or cells.
pub(super) fn personal<'a>(headings: impl Iterator<Item = &'a str>, cells: impl Iterator<Item = &'a str>) -> bool {
    for heading in headings {
        let heading = key(heading);
        // A long question may mention names and phones without asking for them.
        let short = heading.split(' ').count() <= 8;
        if ALONE.contains(&heading.trim_end_matches(['?', ':', '*', ' ']))
            || (short && ANYWHERE.iter().any(|word| heading.contains(word)))
        {
            return true;
        }
    }
    let (mut filled, mut addresses) = (0, 0);
    for cell in cells.filter(|cell| !cell.trim().is_empty()) {
        filled += 1;
        addresses += usize::from(is_address(cell.trim()));
    }
    addresses > 0 && addresses * 2 >= filled
}

/// Returns whether a text looks like an email address or an IP address.
pub(super) fn is_address(text: &str) -> bool {
    let mail = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && !name.contains(' ')
            && !host.contains(' ')
            && host.split('.').filter(|part| !part.is_empty()).count() >= 2
    });
    mail || text.parse::<std::net::IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_persons_are_known_by_heading_or_by_cells() {
        let of = |heading: &'static str, cells: &[&'static str]| personal([heading].into_iter(), cells.iter().copied());
        for (heading, cells, expected) in [
            ("Email Address", &[][..], true),
            ("E-mail:", &[], true),
            ("Name", &[], true),
            ("RecipientLastName", &[], true),
            ("IPAddress", &[], true),
            ("Contact", &["a.b@example.org", "c@example.org", ""], true),
            ("From", &["192.0.2.7", "2001:db8::1"], true),
            ("School name", &["Hill School"], false),
            ("Team", &["Grade 4"], false),
            ("Ratio", &["1.5", "@home"], false),
            ("Students call me by my first name, and I can tell colleagues about a lesson that went wrong", &[], false),
        ] {
            assert_eq!(of(heading, cells), expected, "{heading}");
        }
    }
}
