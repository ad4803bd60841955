"""Every task of the usability review, with the clicks and words that it takes. A page that grows over its bound fails.

`pytest -s` prints a table: each task with its clicks, words, and minutes, and the same of the review.
"""

import urllib.request
import zipfile
from io import BytesIO
from urllib.parse import urlencode

import pytest
from effort import GRADE_4, Effort, answer_questions
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from test_plan import fields_of
from test_teams import own_form

from browser import URL

DECIDED = {
    "choice": "coaching",
    "reason": "The team asked for it.",
    "decided_by": "The leadership team",
    "decided_on": "2026-11-30",
    "starts_on": "2027-01-11",
}
EVIDENCE = "In the unit test of October, 24 of 50 could not say why."
GOAL = "By May, four in five students explain a method."
SIGN = "One question a month that asks why a method works."

TASKS = {}


def task(name, most, before=None):
    """Adds a task with its bounds of clicks and words, and what it took in the review."""

    def add(do):
        TASKS[name] = (do, most, before)
        return do

    return add


def to(path):
    return f"nav.tools button[formaction='{path}']"


def now(path):
    return f"{to(path)}[aria-current='page']"


def says(way, *texts, where="main"):
    """Waits until a page says what the task was to find out."""
    way.browser.wait(lambda: all(text in way.browser.text(where) for text in texts))


def planned(way):
    """Opens the plan that follows from a decision, which is where the tasks of a plan begin."""
    way.open("/decision", {**GRADE_4, **DECIDED, "write": "yes"})
    way.browser.wait(lambda: way.browser.all("button[name='plan.start']"))
    way.browser.click("button[name='plan.start'][value='coaching']")
    way.browser.wait(lambda: way.browser.all("#next"))


@task("a few questions to the result", most=(23, 1160), before=(19, 4522))
def _(way):
    way.open("/")
    answer_questions(way)
    says(way, "Best fit")


@task("all questions, reasons, and the record of a decision", most=(45, 6200), before=(57, 8380))
def _(way):
    browser = way.browser
    way.open("/")
    way.read()
    way.click("header.top a[href='/answers']", "#planner")
    way.write("aim.need", GRADE_4["aim.need"])
    way.write("aim.learning", GRADE_4["aim.learning"])
    way.write("setting.team_size", GRADE_4["setting.team_size"])
    way.read(".questions")
    names = browser.run("return [...new Set([...document.querySelectorAll('.factor input[type=radio]')].map((one) => one.name))]")
    for name in names:
        value = GRADE_4.get(name, "application" if name == "outcome_type" else "3")
        way.click(f"input[name='{name}'][value='{value}']")
    way.click("p.submit button.primary", ".picks")
    way.read()
    way.click(".picks li button[formaction='/why']", now("/ranking") + ", .chart")
    way.read()
    way.click(to("/decision"), "[name='choice']")
    way.choose("[name='choice']", DECIDED["choice"])
    for name in ["reason", "decided_by", "decided_on", "starts_on"]:
        way.write(name, DECIDED[name])
    way.read()
    way.click("button[name='write']", "article.record")
    way.read("article.record")
    says(way, "Main reasons for it", "Main reasons against it")


@task("compare coaching with lesson study", most=(6, 600), before=(4, 1020))
def _(way):
    way.open("/ranking", GRADE_4)
    way.click(to("/compare"), "#first")
    way.choose("#first", "coaching")
    way.choose("#second", "lesson_study")
    if way.browser.find("#second").get_attribute("data-live-change") is None:
        way.click("button.primary[formaction='/compare']")
    says(way, "181 schools", "protected time every two weeks", "40 (15 to 60)")
    way.read()


@task("what if an hour a week were free", most=(3, 500), before=(3, 2519))
def _(way):
    way.open("/ranking", GRADE_4)
    way.click(to("/what-if"), "#outcome")
    way.choose("[name='try.time_available']", "5", until="#outcome [data-keep]")
    way.read()
    says(way, "ranks first", where="#outcome")


@task("count one factor three times", most=(3, 400), before=(21, 366))
def _(way):
    way.open("/ranking", GRADE_4)
    way.click(to("/weights"), "[name='weights.time_available']")
    way.write("weights.time_available", "3")
    way.read()
    way.click(to("/ranking"), ".by-hand")
    says(way, "time available counts 3 times", "Undo", where=".by-hand")


@task("find designs that work together", most=(1, 850), before=(1, 1235))
def _(way):
    way.open("/ranking", GRADE_4)
    way.click(to("/bundles"), now("/bundles"))
    way.read()
    says(way, "more hours of each teacher")


@task("a survey to the team that needs help most", most=(4, 620), before=(4, 33817))
def _(way):
    browser = way.browser
    way.open("/")
    way.click("main a[href='/teams']", "#file")
    way.read()
    browser.find("#file").send_keys(str(own_form(way.folder)))
    way.clicks += 1
    way.click("#file-form button")
    browser.wait(lambda: browser.find("#hidden").is_displayed())
    way.read("#hidden")
    way.click("#fewer")
    browser.wait(lambda: browser.find("#neediest").is_displayed())
    way.read("#results")
    says(way, "Grade 4 needs the most support", where="#neediest")


@task("a short plan from the decision", most=(4, 440))
def _(way):
    planned(way)
    way.read()
    way.write("plan.needs.0.evidence.0.says", EVIDENCE)
    way.write("plan.goals.0.text", GOAL)
    way.write("plan.indicators.0.text", SIGN)
    way.click("button.primary[formaction='/plan']")
    says(way, "100 % filled in")
    way.read("#next, .next-things")


# The least that a step needs, besides what the decision has said already.
STEPS = {
    "student_needs": {"needs.0.evidence.0.says": EVIDENCE},
    "characteristics": {"characteristics.0.text": "Two of nine teachers are new, and the school is small."},
    "goals": {"goals.0.text": GOAL},
    "plan": {"strategies.0.text": "A coach visits each teacher every two weeks.", "indicators.0.text": SIGN},
    "implement": {"support.how": "The coach stays for two years."},
}


@task("the plan in seven steps", most=(16, 3600), before=(58, 4600))
def _(way):
    browser = way.browser
    planned(way)
    way.click(to("/plan/steps"), "#step-goals")
    for step, texts in STEPS.items():
        if browser.find(f"#step-{step}").get_attribute("open") is None:
            way.click(f"#step-{step} > summary")
        for name, text in texts.items():
            if ".evidence." in name:
                way.click("button[name='plan.add'][value='needs.0.evidence']", f"[name='plan.{name}']")
            way.write(f"plan.{name}", text)
    way.click("input[name='plan.indicators.0.follows_from'][value='g1']")
    way.click("#step-implement button[name='plan.at']")
    browser.wait(lambda: browser.all("[name='plan.indicators.0.id'][value='i1']"))
    browser.run("for (const one of document.querySelectorAll('details[id^=step-]')) one.open = true")
    way.read()
    assert browser.all(".finding.error") == []


@task("a calendar and an audit of the plan", most=(9, 1750), before=(19, 5733))
def _(way):
    planned(way)
    way.click(to("/plan/schedule"), "#sessions")
    way.click("button[name='plan.add'][value='calendar.meetings']", "[name='plan.calendar.meetings.0.at']")
    way.choose("[name='plan.calendar.meetings.0.day']", "wednesday")
    way.write("plan.calendar.meetings.0.at", "14:30")
    way.write("plan.calendar.meetings.0.minutes", "90")
    way.click("button.primary[formaction='/plan/schedule']")
    browser = way.browser
    browser.wait(lambda: browser.find("[name='plan.calendar.meetings.0.at']").get_attribute("value") == "14:30")
    days = browser.run("return [...document.querySelectorAll('main td.day:first-child')].map((one) => one.textContent)")
    assert min(days) == DECIDED["starts_on"], "nothing is before the day that was decided"
    way.read()
    assert not way.browser.all("#unplaced"), "every session has a time"
    way.click(to("/plan/audit"), now("/plan/audit"))
    way.read()


@task("settle two findings", most=(4, 330), before=(8, 1091))
def _(way):
    browser = way.browser
    planned(way)
    way.read()
    for text in [EVIDENCE, SIGN]:
        first = browser.text(".next-things li")
        way.click(".next-things li a")
        browser.run("document.activeElement.value = arguments[0]", text)
        way.keys += len(text)
        way.click("button.primary[formaction='/plan']")
        browser.wait(lambda first=first: browser.text(".next-things li") != first)
    says(way, "87 % filled in", where="#next")


@task("save the plan as Word, calendar, table, and Markdown", most=(8, 330), before=(7, 7889))
def _(way):
    browser = way.browser
    planned(way)
    way.read()
    way.click(to("/plan/document"), now("/plan/document"))
    paths = browser.run("return [...document.querySelectorAll('p.actions button[data-native]')].map((one) => one.getAttribute('formaction'))")
    assert {".docx", ".ics", ".csv", ".md"} <= {path[path.rindex(".") :] for path in paths}, paths
    sent = urlencode(fields_of(browser)).encode()
    for path in paths:
        way.clicks += 1
        with urllib.request.urlopen(urllib.request.Request(URL + path, sent), timeout=20) as answer:
            assert answer.status == 200 and "attachment" in answer.headers["content-disposition"]
            if path.endswith(".docx"):
                assert "word/document.xml" in zipfile.ZipFile(BytesIO(answer.read())).namelist()


@task("a page for the board", most=(2, 400), before=(2, 2147))
def _(way):
    way.open("/ranking", GRADE_4)
    way.click("main button[formaction='/handout']", "article.record")
    way.read("article.record")
    way.browser.run("window.print = () => (document.body.dataset.printed = '')")
    way.click("[data-print]", "body[data-printed]")


@pytest.fixture(scope="module")
def table():
    rows = []
    yield rows
    print(f"\n{'task':60} {'clicks':>6} {'words':>6} {'minutes':>7}   review: clicks, words")
    for name, way, before in rows:
        then = f"{before[0]}, {before[1]}" if before else "-"
        print(f"{name:60} {way.clicks:6} {way.words:6} {way.minutes():7.1f}   {then}")


def run(browser, table, name, tmp_path, called=None):
    do, most, before = TASKS[name]
    way = Effort(browser)
    way.folder = tmp_path
    do(way)
    table.append((called or name, way, before))
    assert way.clicks <= most[0] and way.words <= most[1], f"{name}: {way.clicks} clicks, {way.words} words, at most {most}"


@pytest.mark.parametrize("name", TASKS)
def test_a_task_takes_no_more_clicks_and_words_than_it_should(browser, table, tmp_path, name):
    run(browser, table, name, tmp_path)


SHORT = "a few questions to the result"


def test_the_short_way_without_a_script(plain, table, tmp_path):
    run(plain, table, SHORT, tmp_path, "the same without a script")


@pytest.mark.parametrize("scheme, width", [("dark", 390), ("dark", 320)], ids=["dark_phone", "magnified_four_times"])
def test_the_short_way_in_the_dark_and_magnified(browser, table, scheme, width):
    browser.window(width)
    browser.media(prefers_color_scheme=scheme)
    wide = []

    def look():
        wide.append(browser.run("return document.documentElement.scrollWidth"))

    way = Effort(browser)
    way.open("/")
    answer_questions(way, look)
    table.append((f"the same, {scheme}, {width} pixels wide", way, None))
    assert max(wide) <= width, wide
    lightness = "return getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).slice(0, 3).reduce((sum, one) => sum + +one, 0)"
    assert browser.run(lightness) < 200


def test_the_short_way_by_keys_alone(browser, table):
    """Counts the Tab key: the last question of the old form lay 116 of them away."""
    browser.open("/questions")
    pressed, questions = 0, 0
    keys = lambda *all: ActionChains(browser.driver, duration=0).send_keys(*all).perform()

    def tab_to(selector):
        nonlocal pressed
        for _ in range(60):
            if browser.run("return document.activeElement.matches(arguments[0])", selector):
                return
            keys(Keys.TAB)
            pressed += 1
        raise AssertionError(f"{selector} was never reached")

    while not browser.all(".ask button[formaction='/answers']") and questions < 15:
        before = browser.text("main h1")
        if browser.all(".question input[type=radio]") and not browser.all("#f-setting-team_size"):
            tab_to(".question input[type=radio]")
            keys(Keys.ARROW_DOWN)
        tab_to(".ask button[value='next']")
        keys(Keys.ENTER)
        browser.wait(lambda before=before: browser.text("main h1") != before)
        questions += 1
    print(f"\nby keys alone: {questions} questions, {pressed} times Tab")
    assert browser.all(".ask button[formaction='/ranking']")
    assert pressed <= 90, pressed
