"""The page for many teams in a real browser, by keyboard and through the accessibility tree.

Usage: BACKMAP_URL=http://127.0.0.1:8080 pytest .ci/browser/test_teams.py
Needs chromium, chromium-driver, and selenium. Set BACKMAP_SHOTS=DIR to save pictures there.
"""

import csv
import io
import json
import os
import pathlib
import tempfile
import time

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

ROOT = pathlib.Path(__file__).resolve().parents[2]
URL = os.environ["BACKMAP_URL"]
SHOTS = os.environ.get("BACKMAP_SHOTS")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def start(*flags: str) -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    for flag in [*FLAGS, f"--user-data-dir={tempfile.mkdtemp()}", *flags]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.binary_location = "/usr/bin/chromium"
    return webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))


@pytest.fixture
def browser():
    driver = start("--window-size=1200,900")
    driver.get(f"{URL}/teams")
    yield driver
    wrong = [entry for entry in driver.get_log("browser") if "favicon" not in entry["message"] and " 422 " not in entry["message"]]
    driver.quit()
    assert not wrong, wrong


def shot(driver, name: str) -> None:
    if SHOTS:
        height = driver.execute_script("return document.documentElement.scrollHeight")
        width = driver.execute_script("return window.innerWidth")
        driver.set_window_size(width, min(max(height + 120, 600), 4000))
        driver.save_screenshot(f"{SHOTS}/{name}.png")


def choose(driver, path, kind: str = "see") -> None:
    # A field for several files keeps those that were chosen before.
    driver.execute_script("document.getElementById('file').value = ''")
    driver.find_element(By.ID, "file").send_keys(str(path))
    driver.find_element(By.CSS_SELECTOR, f"input[name=kind][value={kind}]").send_keys(Keys.SPACE)
    driver.find_element(By.CSS_SELECTOR, "#file-form button").send_keys(Keys.ENTER)


def wait(driver, condition, seconds: float = 30):
    return WebDriverWait(driver, seconds).until(condition)


def shown(id: str):
    return lambda driver: driver.find_element(By.ID, id).is_displayed()


def text(driver, id: str) -> str:
    return driver.find_element(By.ID, id).text


def focused(driver) -> str:
    return driver.switch_to.active_element.get_attribute("id")


def rows(driver):
    return driver.find_elements(By.CSS_SELECTOR, "#rows tr")


def names(driver):
    return [row.find_element(By.CSS_SELECTOR, "[data-cell=id]").text for row in rows(driver)]


def file(tmp_path, name: str, content) -> pathlib.Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_table_of_teams_is_ranked_and_each_row_opens_in_the_planner(browser):
    choose(browser, ROOT / "examples/teams.csv")
    wait(browser, shown("results"))
    assert text(browser, "results-count") == "Teams ranked: 5. Rows that could not be ranked: 1."
    assert focused(browser) == "results-heading"
    first = next(row for row in rows(browser) if row.find_element(By.CSS_SELECTOR, "[data-cell=id]").text == "north-grade-4-math")
    assert "Courses: 69" in first.text
    assert "11 of 25" in first.text
    assert "Line 7: " in text(browser, "bad-lines") and "time_available" in text(browser, "bad-lines")
    shot(browser, "teams-csv")
    link = first.find_element(By.CSS_SELECTOR, "[data-cell=open]")
    assert link.accessible_name == "Open north-grade-4-math"
    link.send_keys(Keys.ENTER)
    wait(browser, lambda driver: driver.find_elements(By.CSS_SELECTOR, "#planner input[name=id][value=north-grade-4-math]"))
    assert browser.find_elements(By.CSS_SELECTOR, "input[name=time_available][value='3']:checked")
    assert "11 of 25 questions answered" in text(browser, "standing")


def test_lines_of_json_are_ranked_and_bad_ones_are_named(browser, tmp_path):
    lines = [
        '{"id": "a", "factors": {"time_available": 2, "resources": {}}}',
        "",
        '{"profile": {"id": "b", "factors": {"outcome_type": "mastery"}}, "options": {"top": 1}}',
        '{"factors": {"time_avail": 2}}',
    ]
    choose(browser, file(tmp_path, "teams.ndjson", "\n".join(lines)))
    wait(browser, shown("results"))
    assert names(browser) == ["a", "b"]
    assert "1 of 25" in rows(browser)[0].text, "an empty answer does not count"
    bad = text(browser, "bad-lines")
    assert "Line 2: " in bad and "Line 4: " in bad and "did you mean `time_available`?" in bad
    rows(browser)[0].find_element(By.CSS_SELECTOR, "[data-cell=open]").send_keys(Keys.ENTER)
    wait(browser, lambda driver: driver.find_elements(By.CSS_SELECTOR, "input[name=time_available][value='2']:checked"))


def test_a_long_file_moves_a_bar_can_be_stopped_and_is_paged_through(browser, tmp_path):
    team = '{{"id": "team {}", "factors": {{"time_available": {}}}}}'
    lines = [team.format(at, at % 5 + 1) for at in range(120)]
    choose(browser, file(tmp_path, "many.ndjson", "\n".join(lines)))
    wait(browser, shown("results"), 120)
    assert text(browser, "results-count").startswith("Teams ranked: 120.")
    assert len(rows(browser)) == 50 and text(browser, "pager-text") == "Teams 1 to 50 of 120"
    for shows in ["Teams 51 to 100 of 120", "Teams 101 to 120 of 120"]:
        browser.find_element(By.ID, "later").send_keys(Keys.ENTER)
        assert text(browser, "pager-text") == shows
    assert not browser.find_element(By.ID, "later").is_enabled() and focused(browser) == "earlier"
    more = [team.format(at, at % 5 + 1) for at in range(20_000)]
    choose(browser, file(tmp_path, "more.ndjson", "\n".join(more)))
    progress = browser.find_element(By.ID, "read")
    wait(browser, lambda _: float(progress.get_property("value") or 0) > 0)
    assert " KB, " in text(browser, "read-text")
    browser.find_element(By.ID, "cancel").send_keys(Keys.ENTER)
    wait(browser, shown("results"))
    assert text(browser, "results-count").startswith("Stopped before the end")


def test_a_survey_becomes_teams_once_its_columns_are_confirmed(browser):
    choose(browser, ROOT / "tests/fixtures/surveys/google_forms.csv")
    wait(browser, shown("survey"))
    assert focused(browser) == "survey-heading"
    browser.find_element(By.ID, "recognized-count").send_keys(Keys.ENTER)
    assert "columns are recognized" in text(browser, "recognized-count")
    # In the order of the file, wherever they are shown.
    selects = sorted(browser.find_elements(By.CSS_SELECTOR, "#survey select"), key=lambda one: int(one.get_attribute("data-column")))
    values = [select.get_property("value") for select in selects]
    assert values == ["team", "risk_taking_culture", "risk_taking_culture", "experience_in_education", "unused", "unused"]
    assert selects[0].accessible_name == "Use of column 3: Which team do you belong to?"
    assert "None of it is kept" in text(browser, "column-2")
    shot(browser, "teams-columns")
    Select(selects[2]).select_by_value("unused")
    mapping = browser.find_element(By.ID, "mapping")
    wait(browser, lambda _: "Left out by your choice" in mapping.get_property("value"))
    assert "You chose it." in text(browser, "column-5") and "No question" in text(browser, "column-7")
    browser.find_element(By.CSS_SELECTOR, "#survey-form > button").send_keys(Keys.ENTER)
    wait(browser, shown("results"))
    assert sorted(names(browser)) == ["Hill School", "Lac Léman"]
    browser.find_element(By.CSS_SELECTOR, "#report summary").send_keys(Keys.ENTER)
    assert "Brook School: 7 answers, suppressed: too few answers" in text(browser, "report-lines")
    assert "Brook School has 7 responses. To protect people, teams are shown from 10 responses." in text(browser, "hidden-teams")
    assert "PRIVATE" not in browser.page_source and "ada.quill" not in browser.page_source
    shot(browser, "teams-survey")


def test_what_is_wrong_stands_beside_the_field_and_is_tied_to_it(browser, tmp_path):
    browser.find_element(By.CSS_SELECTOR, "#file-form button").click()
    field = browser.find_element(By.ID, "file")
    assert text(browser, "file-fault") == "Choose a file first."
    assert field.get_attribute("aria-invalid") == "true" and "file-fault" in field.get_attribute("aria-describedby")
    assert focused(browser) == "file"
    choose(browser, file(tmp_path, "empty.csv", ""))
    wait(browser, lambda driver: text(driver, "file-fault") == "This file is empty.")
    choose(browser, file(tmp_path, "names.csv", "id,time_avail,outcome_type,perceived_need\na,1,mastery,2\n"))
    wait(browser, lambda driver: "did you mean `time_available`?" in text(driver, "file-fault"))
    choose(browser, file(tmp_path, "odd.csv", b"id,time_available\n\xff\xfe,2\n"))
    wait(browser, lambda driver: "not UTF-8 text" in text(driver, "file-fault"))
    choose(browser, ROOT / "tests/fixtures/surveys/google_forms.csv")
    wait(browser, shown("survey"))
    minimum = browser.find_element(By.ID, "minimum")
    minimum.clear()
    minimum.send_keys("4", Keys.ENTER)
    wait(browser, lambda driver: "who gave which answer" in text(driver, "survey-fault"))
    assert focused(browser) == "minimum"


def test_saved_tables_hold_every_row(browser, tmp_path):
    lines = ['{"id": "=1+1", "factors": {}}', "no JSON", '{"id": "a, \\"b\\"", "factors": {}}']
    choose(browser, file(tmp_path, "teams.ndjson", "\n".join(lines)))
    wait(browser, shown("results"))
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    for kind in ["csv", "ndjson"]:
        (tmp_path / "teams.ndjson").rename(tmp_path / "given.ndjson") if kind == "csv" else None
        browser.find_element(By.CSS_SELECTOR, f"[data-save={kind}]").send_keys(Keys.ENTER)
        deadline = time.monotonic() + 10
        while not (tmp_path / f"teams.{kind}").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
    table = (tmp_path / "teams.csv").read_text(encoding="utf-8").splitlines()
    assert len(table) == 4 and table[1].startswith("'=1+1,1,0,") and table[3].startswith('"a, ""b""",3,')
    assert ",,,,,,,,," in table[2] and "JSON" in table[2]
    saved = (tmp_path / "teams.ndjson").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in saved] == ["=1+1", 'a, "b"']


def test_a_narrow_screen_scrolls_the_table_and_not_the_page(browser):
    browser.set_window_size(500, 900)
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    )
    choose(browser, ROOT / "examples/teams.csv")
    wait(browser, shown("results"))
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
    region = browser.find_element(By.CSS_SELECTOR, "#results .scroll")
    assert region.aria_role == "region" and region.get_attribute("tabindex") == "0"
    assert region.accessible_name.startswith("Teams with what is in their way")
    small = browser.execute_script(
        """return [...document.querySelectorAll('#teams button, #teams a, #teams select, #teams summary, #teams input')]
        .filter((one) => one.checkVisibility() && !(one.tagName === 'A' && getComputedStyle(one).display === 'inline'))
        .filter((one) => one.offsetParent && (one.offsetHeight < 24 || one.offsetWidth < 24) && !one.labels?.length)
        .map((one) => one.outerHTML)"""
    )
    assert not small, small
    if SHOTS:
        browser.save_screenshot(f"{SHOTS}/teams-narrow.png")


# Answers in the words of our own short form: three teams, of which grade 4 has by far the most in its way.
OWN = {
    "Which team do you belong to?": None,
    "I can tell colleagues about a lesson that went wrong.": ["Strongly agree", "Strongly disagree", "Agree"],
    "How often do you have time in the workday to learn with colleagues?": ["Often", "Never", "Sometimes"],
}


def own_form(tmp_path, sizes=(12, 11, 9)):
    """An export of our own form with teams of these sizes."""
    table = io.StringIO()
    out = csv.writer(table)
    out.writerow(["Timestamp", *OWN])
    for at, size in enumerate(sizes):
        for minute in range(size):
            out.writerow([f"10/{at + 1}/2026 8:{minute:02}:00", f"Grade {at + 3}", *[said[at] for said in list(OWN.values())[1:]]])
    return file(tmp_path, "own.csv", table.getvalue())


def press(driver, selector):
    driver.find_element(By.CSS_SELECTOR, selector).send_keys(Keys.ENTER)


def test_an_export_of_our_own_form_shows_the_neediest_team_at_once(browser, tmp_path):
    choose(browser, own_form(tmp_path, (12, 11, 10)))
    wait(browser, shown("results"))
    assert not browser.find_element(By.ID, "survey").is_displayed(), "nothing is left to decide"
    assert text(browser, "report-short") == "33 responses read."
    assert names(browser)[0] == "Grade 4" and text(browser, "neediest") == "Grade 4 needs the most support. Lowest: Trust, Time."
    cells = rows(browser)[0].find_elements(By.CSS_SELECTOR, "[data-measure]")
    told = {cell.get_attribute("data-measure"): cell.text for cell in cells}
    assert told["trust"].split("\n") == ["●○○○○", "1.0, very low"] and told["support"] == "Not answered"
    assert not browser.find_element(By.ID, "hidden").is_displayed()
    shot(browser, "teams-own")
    press(browser, "#change-columns")
    wait(browser, shown("survey"))
    assert "4 columns are recognized" in text(browser, "recognized-count")
    assert not browser.find_element(By.ID, "unsure").is_displayed()


def test_the_table_is_sorted_by_each_heading_and_says_how(browser, tmp_path):
    choose(browser, own_form(tmp_path, (12, 11, 10)))
    wait(browser, shown("results"))
    order = lambda: browser.execute_script(
        "return [...document.querySelectorAll('[aria-sort]')].map((one) => [one.textContent, one.getAttribute('aria-sort')])"
    )
    assert order() == [["Most in the way", "descending"]]
    press(browser, "[data-sort=trust]")
    assert order() == [["Trust", "ascending"]] and names(browser) == ["Grade 4", "Grade 5", "Grade 3"]
    press(browser, "[data-sort=trust]")
    assert order() == [["Trust", "descending"]] and names(browser) == ["Grade 3", "Grade 5", "Grade 4"]
    press(browser, "[data-sort=team]")
    assert names(browser) == ["Grade 3", "Grade 4", "Grade 5"] and focused(browser) == ""
    assert text(browser, "announce") == "Sorted by Team, lowest first."


def test_hidden_teams_are_explained_and_can_be_shown_as_one(browser, tmp_path):
    choose(browser, own_form(tmp_path))
    wait(browser, shown("results"))
    assert names(browser) == ["Grade 3"]
    told = text(browser, "hidden-teams")
    assert "Grade 5 has 9 responses. To protect people, teams are shown from 10 responses." in told
    assert "showing it would let people work out the answers of Grade 5" in told
    shot(browser, "teams-hidden")
    link = browser.find_element(By.CSS_SELECTOR, "#agreed-links a")
    assert link.text == "Answer together as Grade 4" and link.get_attribute("href").endswith("#id=Grade+4")
    press(browser, "#join-form button")
    wait(browser, lambda driver: len(rows(driver)) == 2)
    assert names(browser) == ["Grade 4 + Grade 5", "Grade 3"]
    assert not browser.find_element(By.ID, "hidden").is_displayed()


def test_joining_too_few_says_why_beside_the_choice(browser, tmp_path):
    choose(browser, own_form(tmp_path))
    wait(browser, shown("hidden"))
    browser.find_element(By.CSS_SELECTOR, "#join-boxes input").send_keys(Keys.SPACE)
    press(browser, "#join-form button")
    wait(browser, lambda driver: "name two or more hidden teams" in text(driver, "join-fault"))
    assert names(browser) == ["Grade 3"]


def test_a_lower_minimum_shows_every_team(browser, tmp_path):
    choose(browser, own_form(tmp_path))
    wait(browser, shown("hidden"))
    assert text(browser, "fewer") == "Show teams from 5 responses"
    press(browser, "#fewer")
    wait(browser, lambda driver: len(rows(driver)) == 3)
    assert names(browser)[0] == "Grade 4" and not browser.find_element(By.ID, "hidden").is_displayed()


def test_a_principal_sees_where_the_teachers_differ_most(browser, tmp_path):
    choose(browser, own_form(tmp_path, (12, 11, 10)))
    wait(browser, shown("results"))
    profile = {"profile": {"id": "grade 4", "factors": {"risk_taking_culture": 5, "time_available": 2, "shared_vision": 1}}}
    field = browser.find_element(By.ID, "principal")
    field.send_keys(str(file(tmp_path, "grade-4.json", json.dumps(profile))))
    wait(browser, lambda driver: "Grade 4" in text(driver, "differences"))
    told = text(browser, "differences").split("\n")
    assert len(told) == 3, "both answered two questions"
    assert told[1].startswith("Risk-taking culture: the teachers say 1.0 (") and "the principal says 5 (" in told[1]
    assert told[2].startswith("Time available: the teachers say 1.0 (")
    shot(browser, "teams-sides")
    other = file(tmp_path, "other.json", json.dumps({"profile": {"id": "Grade 9", "factors": {}}}))
    browser.execute_script("document.getElementById('principal').value = ''")
    field.send_keys(str(other))
    wait(browser, lambda driver: "there is no team named “Grade 9”" in text(driver, "principal-fault"))


def test_a_teachers_answers_come_back_as_a_file_and_are_read_as_one_survey(browser, tmp_path):
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    browser.get(f"{URL}/ask")
    browser.find_element(By.ID, "ask-teams").send_keys("Grade 4")
    browser.find_element(By.ID, "ask-content").send_keys("number talks")
    press(browser, "#ask .primary")
    wait(browser, lambda driver: driver.find_elements(By.CSS_SELECTOR, "#ask-links a"))
    link = browser.find_element(By.CSS_SELECTOR, "#ask-links a").get_attribute("href")
    shot(browser, "ask")
    browser.get("about:blank")
    browser.get(link)
    wait(browser, lambda driver: driver.find_element(By.ID, "ask-team").get_property("value") == "Grade 4")
    assert "number talks" in browser.find_element(By.TAG_NAME, "main").text
    for question in browser.find_elements(By.CSS_SELECTOR, "#ask-form fieldset"):
        browser.execute_script("arguments[0].scrollIntoView({ block: 'center' })", question)
        question.find_element(By.CSS_SELECTOR, "label:nth-child(2) input").send_keys(Keys.SPACE)
    shot(browser, "ask-form")
    press(browser, "#ask-form .primary")
    saved = tmp_path / "my-answers.csv"
    wait(browser, lambda _: saved.exists())
    head, row = saved.read_text(encoding="utf-8").splitlines()
    response = row.split(",")[0].strip('"')
    # Eleven teachers answer alike; one file is opened twice.
    copies = [file(tmp_path, f"answer-{at}.csv", f"{head}\n{row.replace(response, f'{at:032x}')}\n") for at in range(11)]
    copies.append(file(tmp_path, "answer-again.csv", copies[0].read_text(encoding="utf-8")))
    browser.get(f"{URL}/teams")
    choose(browser, "\n".join(str(path) for path in copies))
    wait(browser, shown("results"))
    assert text(browser, "report-short") == "11 responses read." and names(browser) == ["Grade 4"]


def test_without_a_script_the_page_says_what_else_there_is():
    driver = start("--blink-settings=scriptEnabled=false")
    try:
        driver.get(f"{URL}/teams")
        note = driver.find_element(By.CSS_SELECTOR, ".unscripted")
        assert note.is_displayed() and "backmap batch" in note.text and "backmap import" in note.text
        assert not driver.find_element(By.ID, "teams").is_displayed()
    finally:
        driver.quit()
