"""The short plan: everything said before is in it, three things come next, and a Word file is minutes away."""

from browser import TEAM, URL
from effort import Effort, words
from selenium.webdriver.common.by import By
from test_accessibility import look
from test_plan import BOTH, fields_of, saved

SAID = {
    **TEAM,
    "id": "Grade 4 math team",
    "outcome_type": "mastery",
    "outcome_complexity": "3",
    "aim.initiatives": "2",
    "current": "workshops",
    "limits.weeks": "30",
    "limits.cost_usd_per_teacher": "4000",
}
DECIDED = {
    "reason": "The team asked for it.",
    "decided_by": "The leadership team",
    "decided_on": "2026-11-30",
    "starts_on": "2027-01-11",
}
HOURS = 28

def planned(browser):
    """Goes from the ranking over the decision to the plan, and returns what that took."""
    effort = Effort(browser)
    if browser.script:
        browser.open("/ranking", SAID)
    else:
        send(browser, "/ranking", SAID)
    browser.wait(lambda: browser.all("nav.tools button[formaction='/decision']"))
    effort.click("nav.tools button[formaction='/decision']")
    browser.wait(lambda: browser.all("[name='choice']"))
    browser.choose("[name='choice']", "coaching")
    for name, text in DECIDED.items():
        effort.write(name, text)
    effort.click("button[name='write']")
    browser.wait(lambda: browser.all("button[name='plan.start']"))
    effort.click("button[name='plan.start'][value='coaching']")
    browser.wait(lambda: browser.all("#next"))
    return effort


def send(browser, path, fields):
    """Sends a form without a script of the page."""
    browser.driver.get(URL + "/words")
    browser.run(
        """
        const form = document.createElement("form");
        form.method = "post";
        form.action = arguments[0];
        for (const [name, value] of Object.entries(arguments[1])) {
          const field = document.createElement("input");
          field.name = name;
          field.value = value;
          form.append(field);
        }
        document.body.append(form);
        form.submit();""",
        path,
        fields,
    )


@BOTH
def test_all_that_was_said_is_in_the_plan(request, script):
    browser = request.getfixturevalue("browser" if script else "plain")
    planned(browser)
    plan = saved(browser)
    assert plan["title"] == "Coaching for Grade 4 math team"
    need, goal, learning, design = (plan[part][0] for part in ["needs", "goals", "learning_needs", "designs"])
    assert need["missing"] == SAID["aim.need"] and learning["text"] == SAID["aim.learning"]
    assert goal["about"] == "students" and goal["follows_from"] == [need["id"]]
    assert learning["who"] == SAID["id"] and "Workshops" in learning["builds_on"]
    assert learning["follows_from"] == [goal["id"]] and design["follows_from"] == [learning["id"]]
    assert design["design"] == "coaching" and design["because"] == DECIDED["reason"]
    assert plan["people"] == {"teachers": 8, "initiatives": 2}
    assert plan["prices"]["budget"] == 32000
    assert plan["history"][0]["by"] == DECIDED["decided_by"] and plan["history"][0]["on"] == DECIDED["decided_on"]
    assert plan["calendar"]["from"] == DECIDED["starts_on"]
    assert "stages" not in plan, "nothing is added that nobody chose"


def test_the_first_screen_says_how_far_it_is_and_what_comes_next(browser):
    planned(browser)
    heading = browser.text("#next")
    assert "% filled in" in heading and "Three things next" in heading
    items = browser.all(".next-things ol > li")
    assert len(items) == 3
    assert all(one.find_elements(By.CSS_SELECTOR, "a, button") for one in items), "each leads to its field"
    bottom = browser.run("return document.querySelector('.next-things').getBoundingClientRect().bottom")
    assert bottom < 900, "it is on the first screen"
    assert "`" not in browser.text("main")
    assert words(browser) < 700
    tall = "return document.querySelector('#main').getBoundingClientRect().bottom - document.querySelector('h1').getBoundingClientRect().top"
    height = browser.run(tall)
    assert height < 1700, f"two screens from the heading to the end: {height}"
    browser.shot("short-plan")


def test_nothing_is_to_be_fixed_that_the_user_did_not_cause(browser):
    planned(browser)
    browser.click("nav.tools button[formaction='/plan/steps']")
    browser.wait(lambda: browser.all("#step-student_needs"))
    assert browser.run("return [...document.querySelectorAll('.finding.error')].map((one) => one.textContent)") == []


def test_the_hours_are_those_of_the_design_and_the_days_begin_with_the_start(browser):
    planned(browser)
    assert f"{HOURS} hours for each teacher" in browser.text("#offers")
    browser.click("button[name='plan.offer'][value='workshop']")
    browser.wait(lambda: f"{HOURS + 6} hours" in browser.text("#offers"))
    browser.click("button[name='plan.decline'][value='workshop']")
    browser.wait(lambda: f"{HOURS} hours for each teacher" in browser.text("#offers"))
    browser.click("nav.tools button[formaction='/plan/schedule']")
    browser.wait(lambda: browser.all("#sessions"))
    days = browser.run("return [...document.querySelectorAll('#stage-0 ~ * td.day:first-child')].map((one) => one.textContent)")
    assert days and min(days) >= DECIDED["starts_on"], days[:3]
    minutes = browser.run("return [...document.querySelectorAll('#stage-0 ~ * tbody td.number')].map((one) => +one.textContent || 0)")
    assert round(sum(minutes) / 60) == HOURS, "up to the minutes of a session"


def test_a_plan_typed_from_nothing_is_linked(browser):
    browser.open("/plan")
    for name, text in [
        ("needs.0.missing", "Half cannot explain"),
        ("goals.0.text", "Every student explains"),
        ("learning_needs.0.text", "Ask for reasons"),
        ("indicators.0.text", "One question a month"),
    ]:
        browser.fill(f"[name='plan.{name}']", text)
    browser.choose("[name='plan.designs.0.design']", "lesson_study")
    browser.click("button.primary[formaction='/plan']")
    browser.wait(lambda: dict(fields_of(browser)).get("plan.designs.0.follows_from"))
    plan = saved(browser)
    assert plan["goals"][0]["follows_from"] == [plan["needs"][0]["id"]]
    assert plan["indicators"][0]["follows_from"] == [plan["goals"][0]["id"]]


def test_a_word_file_is_less_than_fifteen_minutes_away(browser):
    effort = planned(browser)
    effort.read()
    effort.write("plan.needs.0.evidence.0.says", "In the unit test of October, 24 of 50 could not say why.")
    effort.write("plan.goals.0.text", "By May, four in five students explain a method.")
    effort.write("plan.indicators.0.text", "One question a month that asks why a method works.")
    effort.click("button.primary[formaction='/plan']")
    browser.wait(lambda: "100 % filled in" in browser.text("#next"))
    effort.read()
    effort.click("button[formaction='/plan.docx']")
    print(f"plan to Word: {effort.clicks} clicks, {effort.keys} keys, {effort.words} words, {effort.minutes():.1f} minutes")
    assert effort.minutes() < 15


def test_the_short_plan_is_for_everyone(browser):
    planned(browser)
    found = look(browser, "short-plan")
    assert not found, "\n".join(found)
