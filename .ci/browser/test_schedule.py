"""The schedule's page: what does not fit has ways out that one click takes, and a district's calendar brings its days."""

import json

from browser import ROOT
from test_plan import BOTH, saved

CALENDARS = ROOT / "examples" / "calendars"
PLAN = {
    "title": "A community with too few meetings",
    "designs": [{"id": "d", "design": "collaborative_learning_communities", "hours": 10}],
    "calendar": {
        "from": "2026-08-24",
        "until": "2026-12-11",
        "day_starts": "07:30",
        "day_ends": "15:30",
        "meetings": [{"day": "monday", "at": "14:15", "minutes": 75, "every_weeks": 4}],
    },
}


def opened(browser, plan=PLAN):
    """Opens a plan by pasting its text, and goes to its schedule."""
    browser.open("/plan")
    if browser.script:
        browser.run("document.querySelectorAll('details.import').forEach((one) => (one.open = true))")
    else:
        browser.click("details.import summary")
    browser.run("document.getElementById('plan-text').value = arguments[0]", json.dumps(plan))
    browser.go("details.import button", plan["title"])
    browser.click("nav.tools button[formaction='/plan/schedule']")
    browser.wait(lambda: browser.all("#calendar"))


@BOTH
def test_each_way_out_is_one_click_and_gives_every_session_a_time(request, script):
    browser = request.getfixturevalue("browser" if script else "plain")
    opened(browser)
    ways = len(browser.all("button[name='plan.way']"))
    assert 1 <= ways <= 3
    browser.shot("schedule-ways-out")
    for at in range(ways):
        opened(browser)
        browser.click(f"button[name='plan.way'][value='{at}']")
        browser.wait(lambda: not browser.all("button[name='plan.way']"))
        assert not browser.all("#unplaced"), "every session has a time"
        assert saved(browser) != PLAN
    assert not browser.complaints()


@BOTH
def test_a_districts_calendar_brings_its_days(request, script):
    browser = request.getfixturevalue("browser" if script else "plain")
    opened(browser)
    if browser.script:
        browser.run("document.querySelectorAll('details.import').forEach((one) => (one.open = true))")
        browser.find("#days-file").send_keys(str(CALENDARS / "august-to-may.ics"))
    else:
        browser.click("section[aria-labelledby='calendar'] details.import summary")
        text = (CALENDARS / "august-to-may.ics").read_text(encoding="utf-8")
        browser.run("document.getElementById('days-text').value = arguments[0]", text)
        browser.click("button[formaction='/plan/schedule#calendar']")
    browser.wait(lambda: "9 closings and 5 days for learning" in browser.text("main"))
    assert "Winter concert" in browser.text("main"), "what was not used is said"
    browser.shot("schedule-calendar")
    calendar = saved(browser)["calendar"]
    assert len(calendar["closed"]) == 9 and calendar["until"] == PLAN["calendar"]["until"]
    assert {"on": "2026-10-09", "at": "08:30", "minutes": 360} in calendar["meetings"]


def test_what_is_no_calendar_is_refused_where_it_was_opened(browser, tmp_path):
    opened(browser)
    path = tmp_path / "notes.csv"
    path.write_text("buy milk\n", encoding="utf-8")
    browser.run("document.querySelectorAll('details.import').forEach((one) => (one.open = true))")
    browser.find("#days-file").send_keys(str(path))
    browser.wait(lambda: "neither an iCalendar file nor a table" in browser.text("main"))
    assert saved(browser)["calendar"]["meetings"] == PLAN["calendar"]["meetings"], "nothing is lost"
