//! The service below a path of a proxy: every address that it writes begins with that path.

use backmap::pages::{READINGS, views};

use super::server::{Response, Server, command};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const FORWARDED: &str = "x-forwarded-prefix";

/// Attributes whose values are what people wrote, and no addresses.
const TEXTS: [&str; 3] = ["value", "content", "title"];

/// Returns the attributes of a page whose value begins with a slash.
fn from_root(html: &str) -> Vec<(&str, &str)> {
    let ends = html.match_indices("=\"/");
    let found = ends.map(|(at, _)| {
        let name = html[..at].rsplit(|letter: char| letter.is_whitespace() || letter == '<').next().unwrap();
        (name, html[at + 2..].split('"').next().unwrap())
    });
    found.filter(|(name, _)| !TEXTS.contains(name)).collect()
}

fn assert_below(base: &str, path: &str, page: &Response) {
    let html = page.text();
    let links = from_root(&html);
    assert!(links.len() > 5, "{path}: {html}");
    for (name, link) in links {
        assert!(
            link.starts_with(&format!("{base}/")),
            "{path}: {name} leads to {link}; is it among the links of `based`?"
        );
    }
}

fn paths() -> Vec<String> {
    let pages = views().map(|view| view.path).filter(|path| !path.contains('.') && *path != "/standing");
    let readings = READINGS.iter().map(|reading| reading.path);
    let of = |path: &str| {
        let id = if path.starts_with("/factors") { "time_available" } else { "coaching" };
        let id = if path.starts_with("/standards") { "outcomes" } else { id };
        path.replace("{id}", id)
    };
    pages.chain(readings).map(of).chain(["/docs".to_owned(), "/nothing-here".to_owned()]).collect()
}

#[test]
fn every_address_on_every_page_begins_with_the_base_path() {
    let server = Server::start(&["--base-path", "/tools/backmap"]);
    let read = |path: &str| server.request("GET", path, &[("accept", "text/html")], b"");
    for path in paths() {
        let (stripped, kept) = (read(&path), read(&format!("/tools/backmap{path}")));
        assert_eq!(stripped.status, kept.status, "{path}");
        assert_below("/tools/backmap", &path, &stripped);
        assert_below("/tools/backmap", &path, &kept);
    }
    for view in views().filter(|view| !view.path.contains('.') && view.path != "/standing") {
        let body = b"outcome_type=application&design=coaching&choice=coaching&plan.title=href%3D%22%2Fplan%22";
        let page = server.request("POST", &format!("/tools/backmap{}", view.path), &[FORM], body);
        assert_below("/tools/backmap", view.path, &page);
        assert!(!page.text().contains("href=&quot;/tools"), "{}: what a person wrote stays", view.path);
    }
}

#[test]
fn operations_files_and_redirects_work_below_it() {
    let server = Server::start(&["--base-path", "/backmap/"]);
    for path in ["/health/live", "/v1/designs", "/openapi.json", "/assets/planner.js", "/swagger/"] {
        for below in ["", "/backmap"] {
            assert_eq!(server.get(&format!("{below}{path}")).status, 200, "{below}{path}");
        }
    }
    assert!(server.get("/openapi.json").text().contains("\"url\": \"/backmap/\""));
    let redirects = [
        ("/backmap", "/backmap/"),
        ("/backmap?a=b", "/backmap/?a=b"),
        ("/backmap/docs/", "/backmap/docs"),
        ("/swagger", "/backmap/swagger/"),
    ];
    for (path, to) in redirects {
        let response = server.get(path);
        assert_eq!((response.status, response.header("location")), (308, Some(to)), "{path}");
    }
    assert_eq!(server.get("/backmapper").status, 404, "only whole parts of a path are cut");
    let body = b"plan.title=Reasons";
    let file = server.request("POST", "/backmap/plan.md", &[FORM], body);
    assert!(file.status == 200 && file.text().contains("Reasons"));
}

#[test]
fn a_header_counts_only_from_a_proxy_that_is_trusted() {
    let first = |server: &Server, value: &str| {
        let page = server.request("GET", "/", &[(FORWARDED, value)], b"").text();
        let base = page.split("data-base=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        base.to_owned()
    };
    let (open, trusting) = (Server::shared(), Server::start(&["--trusted-proxy", "10.0.0.0/8,127.0.0.1"]));
    let elsewhere = Server::start(&["--trusted-proxy", "10.0.0.0/8", "--base-path", "/own"]);
    for (value, base) in [
        ("/backmap", "/backmap/"),
        ("/backmap/", "/backmap/"),
        ("/outer, /inner", "/outer/inner/"),
        ("", "/"),
        ("/", "/"),
        ("/plan", "/"),
        ("//evil.example", "/"),
        ("/a\"><script>", "/"),
        ("https://evil.example/", "/"),
    ] {
        assert_eq!(first(&trusting, value), base, "{value}");
        assert_eq!(first(&open, value), "/", "{value}: nobody is trusted");
        assert_eq!(first(&elsewhere, value), "/own/", "{value}: this proxy is not trusted");
    }
}

#[test]
fn a_base_path_that_is_none_or_that_the_service_uses_is_refused() {
    for (arguments, says) in [
        (["--base-path", "backmap"], "begins with `/`"),
        (["--base-path", "/plan"], "paths of its own"),
        (["--base-path", "/v1/backmap"], "paths of its own"),
        (["--trusted-proxy", "proxy.example"], "such as 10.0.0.7"),
    ] {
        let output = command().args(["serve", "--bind", "127.0.0.1:0"]).args(arguments).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
        assert!(text.contains(says), "{arguments:?}: {text}");
    }
}
