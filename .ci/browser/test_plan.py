"""Plan pages: from a ranking through the seven steps to the audit, schedule, and documents, with and without a script."""

import json
import urllib.request
import zipfile
from urllib.parse import urlencode

import pytest

from browser import ROOT, TEAM, URL
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from test_accessibility import TAGS, axe, look, unfold

EXAMPLE = (ROOT / "examples" / "plans" / "fractions.json").read_text(encoding="utf-8")
PAGES = ["/plan", "/plan/steps", "/plan/audit", "/plan/schedule", "/plan/implementation", "/plan/progress", "/plan/document"]
BOTH = pytest.mark.parametrize("script", [True, False], ids=["with_a_script", "without_a_script"])


def fields_of(browser):
    """Returns the fields that the current page would send."""
    script = """
        return [...document.querySelectorAll("[form='state'], #state input")]
            .filter((one) => one.name && one.value && one.type !== "submit")
            .filter((one) => !["checkbox", "radio"].includes(one.type) || one.checked)
            .map((one) => [one.name, one.value])"""
    return [tuple(field) for field in browser.run(script)]


def saved(browser):
    """Returns the plan that the page would save."""
    sent = urllib.request.Request(f"{URL}/plan.json", urlencode(fields_of(browser)).encode())
    with urllib.request.urlopen(sent, timeout=10) as answer:
        return json.load(answer)


def opened(browser, path="/plan"):
    """Opens the example by pasting its text."""
    browser.open("/plan")
    browser.run("document.querySelectorAll('details.import').forEach((one) => (one.open = true))")
    if not browser.script:
        browser.click("details.import summary")
    browser.run("document.getElementById('plan-text').value = arguments[0]", EXAMPLE)
    browser.go("details.import button", "Fractions in grades 4 and 5")
    if path != "/plan":
        browser.click(f"nav.tools button[formaction='{path}']")
        browser.wait(lambda: browser.all(f"nav.tools button[formaction='{path}'][aria-current='page']"))


def write(browser, name, text):
    field = browser.find(f"[name='{name}']")
    browser.run("for (let at = arguments[0]; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true", field)
    browser.run("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", field)
    field.clear()
    field.send_keys(text)


@BOTH
def test_a_plan_grows_from_the_ranking_through_the_steps_to_the_documents(request, script):
    browser = request.getfixturevalue("browser" if script else "plain")
    browser.open("/answers")
    browser.find("#f-aim-need").send_keys(TEAM["aim.need"])
    browser.find("#f-aim-learning").send_keys(TEAM["aim.learning"])
    browser.click("input[name='outcome_type'][value='application']")
    browser.go("p.submit button.primary", "Our suggestion")
    browser.go("button[name='plan.start'][value='coaching']", "Coaching")
    assert browser.find("[name='plan.needs.0.missing']").get_attribute("value") == TEAM["aim.need"]
    browser.click("nav.tools button[formaction='/plan/steps']")
    browser.wait(lambda: browser.all("#step-student_needs"))
    write(browser, "plan.title", "Reasons")
    write(browser, "plan.needs.0.expected", "Explain why a method works")
    browser.click("#step-student_needs button[name='plan.at']")
    browser.wait(lambda: "Reasons" in browser.text("h1"))
    assert "Answered:" in browser.text("#step-student_needs")
    assert browser.find("#step-student_needs").get_attribute("open") is not None, "the step stays open"
    open_step(browser, "goals")
    write(browser, "plan.goals.0.text", "Every student explains one method")
    assert browser.find("[name='plan.goals.0.about']").get_attribute("value") == "students"
    browser.click("#step-goals button[name='plan.add']")
    browser.wait(lambda: browser.all("#added [name='plan.goals.1.text']"))
    assert browser.find("[name='plan.goals.0.text']").get_attribute("value") == "Every student explains one method"
    assert browser.find("[name='plan.goals.0.follows_from'][value='n1']").is_selected()
    for path in PAGES[2:]:
        browser.click(f"nav.tools button[formaction='{path}']")
        browser.wait(lambda path=path: browser.all(f"nav.tools button[formaction='{path}'][aria-current='page']"))
    plan = saved(browser)
    assert plan["goals"] == [
        {"id": "g1", "about": "students", "text": "Every student explains one method", "follows_from": ["n1"]}
    ]
    assert plan["designs"][0]["design"] == "coaching"


def open_step(browser, step):
    if browser.find(f"#step-{step}").get_attribute("open") is None:
        browser.click(f"#step-{step} > summary")


def test_a_time_and_a_meeting_make_a_schedule_without_a_script(plain):
    plain.open("/plan")
    plain.choose("[name='plan.designs.0.design']", "lesson_study")
    plain.click("nav.tools button[formaction='/plan/schedule']")
    plain.wait(lambda: plain.all("[name='plan.calendar.from']"))
    plain.click("button[name='plan.add'][value='calendar.meetings']")
    plain.wait(lambda: plain.all("[name='plan.calendar.meetings.0.at']"))
    for name, value in [("from", "2026-08-24"), ("until", "2027-06-04"), ("meetings.0.at", "14:30")]:
        plain.run("document.querySelector(arguments[0]).value = arguments[1]", f"[name='plan.calendar.{name}']", value)
    Select(plain.find("[name='plan.calendar.meetings.0.day']")).select_by_value("wednesday")
    write(plain, "plan.calendar.meetings.0.minutes", "60")
    plain.click("button.primary[formaction='/plan/schedule']")
    plain.wait(lambda: plain.all("#sessions ~ div table, #sessions ~ h3"))
    assert "14:30" in plain.text("main table")


@BOTH
def test_a_fault_stands_beside_its_field_and_nothing_is_lost(request, script):
    browser = request.getfixturevalue("browser" if script else "plain")
    browser.open("/plan/steps")
    write(browser, "plan.title", "Kept")
    open_step(browser, "plan")
    write(browser, "plan.people.teachers", "2.5")
    browser.click("#step-plan button[name='plan.at']")
    browser.wait(lambda: browser.all("section.summary"))
    field = browser.find("#f-plan-people-teachers")
    assert field.get_attribute("aria-invalid") == "true" and field.get_attribute("value") == "2.5"
    assert browser.find("#f-plan-people-teachers-fault").is_displayed()
    assert browser.find("[name='plan.title']").get_attribute("value") == "Kept"


def test_a_file_is_opened_and_what_the_audit_asks_is_answered(browser, tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(EXAMPLE, encoding="utf-8")
    browser.open("/plan")
    browser.run("document.querySelectorAll('details.import').forEach((one) => (one.open = true))")
    browser.find("#plan-file").send_keys(str(path))
    browser.wait(lambda: "Fractions in grades 4 and 5" in browser.text("h1"))
    browser.click("nav.tools button[formaction='/plan/audit']")
    browser.wait(lambda: browser.all("#asked"))
    unfold(browser)
    browser.click("section[aria-labelledby='asked'] fieldset.asked input[value='yes']:not(:checked)")
    browser.click("button.primary[formaction='/plan/audit']")
    browser.wait(lambda: "Source: the team" in browser.text() and len(saved(browser)["checks"]) == len(json.loads(EXAMPLE)["checks"]) + 1)


def test_a_step_is_worked_through_by_keyboard(browser):
    browser.open("/plan/steps")
    browser.run("document.querySelector('#step-goals > summary').focus()")
    press(browser, Keys.ENTER)
    browser.wait(lambda: browser.find("#step-goals").get_attribute("open") is not None)
    browser.run("document.querySelector(\"[name='plan.goals.0.text']\").focus()")
    browser.driver.switch_to.active_element.send_keys("A goal")
    for _ in range(60):
        press(browser, Keys.TAB)
        if browser.run("return document.activeElement.name") == "plan.add":
            break
    assert browser.run("return document.activeElement.value") == "goals"
    press(browser, Keys.ENTER)
    browser.wait(lambda: browser.all("#added"))
    browser.wait(lambda: browser.run("return document.activeElement.name ?? ''").startswith("plan.goals.1."))
    assert browser.find("[name='plan.goals.0.text']").get_attribute("value") == "A goal"
    # The Enter key in a text field submits the form to the current page.
    browser.find("[name='plan.title']").send_keys("By keyboard", Keys.ENTER)
    browser.wait(lambda: "By keyboard" in browser.text("h1"))


def press(browser, key):
    ActionChains(browser.driver).send_keys(key).perform()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_a_page_of_a_plan(browser, path):
    opened(browser, path)
    name = f"plan{path.replace('/', '-')}"
    found = look(browser, name)
    unfold(browser)
    browser.window(1280)
    browser.media(prefers_reduced_motion="reduce")
    found += [f"{name} unfolded: {one}" for one in axe(browser, {"type": "tag", "values": TAGS})]
    browser.shot(f"{name}-unfolded")
    assert not found, "\n".join(found)


def test_axe_finds_nothing_on_an_empty_plan_and_on_the_pages_to_read(browser):
    found = []
    for path in ["/plan", "/plan/steps", "/standards", "/standards/data", "/planning"]:
        browser.open(path)
        found += look(browser, f"read-plan{path.replace('/', '-')}", crossed=False)
    assert not found, "\n".join(found)


def test_a_plan_with_a_fault_is_for_everyone_too(browser):
    browser.open("/plan", {"plan.scope": "galaxy", "plan.people.teachers": "x", "plan.needs.0.evidence.0.on": "2026-02-30"})
    found = look(browser, "plan-faulty", crossed=False)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", PAGES)
def test_a_printed_plan_holds_what_is_read_and_no_navigation(browser, path):
    opened(browser, path)
    browser.media("print")
    shown = "return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 99))"
    assert browser.run(shown, ".top nav, .tools, .skip, button, nav.contents") == []
    assert browser.run(shown, "main h1")
    browser.shot(f"print{path.replace('/', '-')}")


def test_a_template_is_filled_and_what_is_missing_is_named(browser, tmp_path):
    opened(browser, "/plan/document")
    template = tmp_path / "form.docx"
    with zipfile.ZipFile(ROOT / "examples/templates/improvement-plan.docx") as whole, zipfile.ZipFile(template, "w") as changed:
        for name in whole.namelist():
            changed.writestr(name, whole.read(name).replace(b"{{goals}}", b"{{gaols}}"))
    browser.run("document.querySelectorAll('details.import').forEach((one) => (one.open = true))")
    browser.find("#template-file").send_keys(str(template))
    browser.click("#template-form button")
    browser.wait(lambda: "is saved" in browser.text("#template-said"))
    assert "gaols" in browser.text("#template-said")
    # The page stays, and the plan with it.
    assert saved(browser)["title"] == json.loads(EXAMPLE)["title"]
