"""The page of a whole district: the form and the report of an uploaded file, with and without JavaScript, and with axe-core."""

import pytest

from browser import ROOT
from test_accessibility import TAGS, axe, look, unfold

TEAMS = ROOT / "examples/district/report-teams.csv"
RESOURCES = ROOT / "examples/district/resources.json"


def send(browser, teams=TEAMS, by="poverty, novices", ignore=""):
    browser.open("/district")
    browser.find("#district-teams").send_keys(str(teams))
    browser.find("#district-resources").send_keys(str(RESOURCES))
    for field, value in [("by", by), ("ignore", ignore)]:
        if value:
            browser.fill(f"#district-{field}", value)
    browser.click("#district-form button.primary")


def reported(browser):
    browser.wait(lambda: browser.all("article.district"))
    for said in ["111 teams", "By poverty", "By novices", "What holds teams back", "Plan for"]:
        assert said in browser.text()
    assert len(browser.all("a[download]")) == 5


def test_axe_finds_nothing_on_the_form_and_the_report(browser):
    browser.open("/district")
    found = look(browser, "district")
    send(browser)
    reported(browser)
    found += look(browser, "district-report")
    unfold(browser)
    browser.window(1280)
    browser.media(prefers_reduced_motion="reduce")
    found += [f"district-report unfolded: {one}" for one in axe(browser, {"type": "tag", "values": TAGS})]
    assert not found, "\n".join(found)


def test_a_file_that_cannot_be_read_is_named_beside_the_form(browser):
    send(browser, by="povrty", ignore="poverty, novices")
    browser.wait(lambda: browser.all("[role=alert]:not([hidden])"))
    assert "povrty" in browser.text("[role=alert]")
    assert not (found := look(browser, "district-wrong")), "\n".join(found)


def test_progress_is_shown_and_stops_on_request(browser):
    browser.open("/district")
    # Answers arrive in pieces that the test decides.
    browser.run("""
        window.fetch = (path, { signal }) => Promise.resolve({
            headers: new Headers({ "content-type": "application/x-ndjson" }),
            body: new ReadableStream({ start(stream) {
                const line = { stage: "scoring", done: 30, of: 120, words: "Scoring teams: 30 of 120" };
                stream.enqueue(new TextEncoder().encode(JSON.stringify(line) + "\\n"));
                signal.addEventListener("abort", () => stream.error(signal.reason));
            } }),
        });""")
    browser.find("#district-teams").send_keys(str(TEAMS))
    browser.click("#district-form button.primary")
    browser.wait(lambda: browser.text("#district-stage") == "Scoring teams: 30 of 120")
    assert browser.run("return document.querySelector('#district-bar').value") == 25
    assert browser.run("return document.querySelector('#announce').textContent") == "Scoring teams: 30 of 120"
    assert not (found := look(browser, "district-progress")), "\n".join(found)
    browser.click("#district-stop")
    browser.wait(lambda: not browser.find("#district-wait").is_displayed())
    assert browser.find("#district-form fieldset").is_enabled()
    assert not browser.find("#district-broken").is_displayed()


def test_the_page_works_without_javascript(plain):
    send(plain)
    reported(plain)


@pytest.mark.parametrize("width", [390, 320])
def test_the_report_fits_a_phone(browser, width):
    browser.window(width)
    send(browser)
    reported(browser)
    assert browser.run("return document.documentElement.scrollWidth") <= width
