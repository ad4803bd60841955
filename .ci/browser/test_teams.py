"""The page for many teams in a real browser, by keyboard and through the accessibility tree.

Usage: BACKMAP_URL=http://127.0.0.1:8080 pytest .ci/browser/test_teams.py
Needs chromium, chromium-driver, and selenium. Set BACKMAP_SHOTS=DIR to save pictures there.
"""

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


def file(tmp_path, name: str, content) -> pathlib.Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_table_of_teams_is_ranked_and_each_row_opens_in_the_planner(browser):
    choose(browser, ROOT / "examples/teams.csv")
    wait(browser, shown("results"))
    assert text(browser, "results-count") == "Teams ranked: 5. Rows that could not be ranked: 1."
    assert focused(browser) == "results-heading"
    first = rows(browser)[0]
    assert first.find_element(By.CSS_SELECTOR, "th[scope=row]").text == "north-grade-4-math"
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
    assert [row.find_element(By.TAG_NAME, "th").text for row in rows(browser)] == ["a", "b"]
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
    selects = browser.find_elements(By.CSS_SELECTOR, "#columns select")
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
    assert [row.find_element(By.TAG_NAME, "th").text for row in rows(browser)] == ["Hill School", "Lac Léman"]
    assert "Brook School: 7 answers, suppressed: too few answers" in text(browser, "report-lines")
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
    assert region.accessible_name.startswith("Teams with their first designs")
    small = browser.execute_script(
        """return [...document.querySelectorAll('#teams button, #teams a, #teams select, #teams summary, #teams input')]
        .filter((one) => one.offsetParent && (one.offsetHeight < 24 || one.offsetWidth < 24) && !one.labels?.length)
        .map((one) => one.outerHTML)"""
    )
    assert not small, small
    if SHOTS:
        browser.save_screenshot(f"{SHOTS}/teams-narrow.png")


def test_without_a_script_the_page_says_what_else_there_is():
    driver = start("--blink-settings=scriptEnabled=false")
    try:
        driver.get(f"{URL}/teams")
        note = driver.find_element(By.CSS_SELECTOR, ".unscripted")
        assert note.is_displayed() and "backmap batch" in note.text and "backmap import" in note.text
        assert not driver.find_element(By.ID, "teams").is_displayed()
    finally:
        driver.quit()
