//! Links below a base path. Pages write every link from the root; when a proxy shows the service below a path such as
//! `/backmap`, this puts that path in front of the links of the finished page.

/// The attributes that hold an address of the service. A test finds one that is missing here.
const LINKS: [&str; 7] = ["href", "src", "action", "formaction", "data-base", "data-live", "data-live-change"];

/// How an attribute begins whose address is written from the root. Quotes in texts and values are escaped, so this
/// occurs nowhere else.
const FROM_ROOT: &str = "=\"/";

/// Puts the base path in front of every address in a page.
pub fn based(page: Vec<u8>, base: &str) -> Vec<u8> {
    let page = match String::from_utf8(page) {
        Ok(page) => page,
        Err(error) => return error.into_bytes(),
    };
    let mut made = String::with_capacity(page.len() + page.len() / 16);
    let mut from = 0;
    for (at, found) in page.match_indices(FROM_ROOT) {
        let slash = at + found.len() - 1;
        if is_link(&page[from..at]) && !page[slash..].starts_with("//") {
            made.push_str(&page[from..slash]);
            made.push_str(base);
            from = slash;
        }
    }
    made.push_str(&page[from..]);
    made.into_bytes()
}

/// Whether a text ends with the name of such an attribute.
fn is_link(before: &str) -> bool {
    let end = |name: &&str| before.strip_suffix(*name).is_some_and(|rest| rest.ends_with(' '));
    LINKS.iter().any(end)
}

#[cfg(test)]
mod tests {
    use maud::html;

    use super::*;

    fn made(markup: &maud::Markup) -> String {
        String::from_utf8(based(markup.0.clone().into_bytes(), "/backmap")).unwrap()
    }

    #[test]
    fn addresses_from_the_root_begin_with_the_base_path() {
        let page = html! { a href="/" {} img src="/a.png"; form action="/plan#a" { button formaction="/why" {} } };
        assert_eq!(
            made(&page),
            "<a href=\"/backmap/\"></a><img src=\"/backmap/a.png\"><form action=\"/backmap/plan#a\">\
             <button formaction=\"/backmap/why\"></button></form>"
        );
    }

    #[test]
    fn other_addresses_and_other_attributes_stay() {
        let page = html! {
            a href="#main" {} a href="https://example.org/" {} a href="//example.org/" {} a href="" {}
            input value="/plan" name="href";
            p data-href="/plan" {}
        };
        assert_eq!(made(&page), page.0);
    }

    #[test]
    fn what_people_wrote_is_never_changed() {
        for hostile in
            [" href=\"/plan\"", "\" href=\"/plan", "<a href=\"/plan\">", " action=&quot;/plan&quot;", "é href=\"/"]
        {
            let page = html! { p title=(hostile) { (hostile) } textarea { (hostile) } input value=(hostile); };
            assert_eq!(made(&page), page.0, "{hostile}");
        }
    }
}
