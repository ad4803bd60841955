"""The short way: from the first page through a few questions to the result, and what the form does by itself."""

import base64
import re

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from browser import TEAM, ask
from effort import GRADE_4, Effort, answer_questions, is_over, words
from test_accessibility import look

BOTH = pytest.mark.parametrize("script", [True, False], ids=["with_a_script", "without_a_script"])

# A busy principal: at most this much to read and to click, up to the page that she prints. The result page has a budget
# of its own.
MOST_WORDS, RESULT_WORDS, MOST_CLICKS = 1200, 500, 25
PRINTING = 2  # clicks from the result to the printed page
FIRST_PAGE = 150  # words


def card(browser):
    """Returns what identifies the page: the question or the heading."""
    return browser.text("main h1")


def press(browser, value):
    """Presses a button of the question and waits for another page."""
    before = card(browser)
    browser.click(f".ask button[value='{value}']")
    browser.wait(lambda: card(browser) != before)


def begin(browser, need=True):
    browser.open("/")
    browser.click("main a[href='/questions']")
    browser.wait(lambda: browser.all("#f-aim-need"))
    if need:
        browser.fill("#f-aim-need", TEAM["aim.need"])
        browser.fill("#f-aim-learning", TEAM["aim.learning"])
    press(browser, "next")


def choose(browser, value):
    browser.click(f".question input[value='{value}']")


@BOTH
def test_the_short_way_leads_to_the_result(request, script):
    browser = request.getfixturevalue("browser" if script else "plain")
    browser.open("/")
    assert words(browser) < FIRST_PAGE
    browser.shot(f"home-{'with' if script else 'without'}-script")
    way, cards = Effort(browser), []

    def look():
        browser.shot(f"question-{len(cards)}-{'with' if script else 'without'}-script")
        cards.append(card(browser))

    answer_questions(way, look)
    read = way.words + words(browser, "header.top") + words(browser, "footer.foot")
    assert TEAM["aim.need"] in browser.text("main")
    print(f"\n{len(cards) - 1} questions, {way.clicks} clicks and {read} words, of which the result has {words(browser)}")
    assert way.clicks + PRINTING <= MOST_CLICKS
    assert read <= MOST_WORDS
    assert words(browser) <= RESULT_WORDS


@BOTH
def test_back_skip_and_dont_know_lose_nothing_and_are_not_asked_again(request, script):
    browser = request.getfixturevalue("browser" if script else "plain")
    begin(browser)
    choose(browser, "mastery")
    press(browser, "next")
    press(browser, "back")
    assert browser.find(".question input[value='mastery']").is_selected()
    press(browser, "back")
    assert browser.find("#f-aim-need").get_attribute("value") == TEAM["aim.need"]
    press(browser, "next")
    press(browser, "skip")  # the facts
    skipped = card(browser)
    press(browser, "skip")
    unknown = card(browser)
    assert unknown != skipped
    press(browser, "unknown")
    later = []
    while not is_over(browser) and len(later) < 12:
        later.append(card(browser))
        browser.click(".question label:nth-of-type(2) input")
        press(browser, "next")
    assert skipped not in later and unknown not in later, later
    if is_over(browser):
        listed = [one.text for one in browser.all(".ask li button")]
        assert skipped in listed and unknown not in listed, listed
        browser.click(".ask li:last-of-type button")
        browser.wait(lambda: card(browser) == skipped)
        browser.click(".question label:nth-of-type(2) input")
        press(browser, "next")
    press(browser, "back")


@BOTH
def test_enough_shows_the_result_of_the_answers_so_far(request, script):
    browser = request.getfixturevalue("browser" if script else "plain")
    begin(browser)
    assert not browser.all(".ask button[formaction='/ranking']"), "nothing is answered yet, so there is no result"
    choose(browser, "mastery")
    browser.click(".ask button[value='next']")
    browser.wait(lambda: browser.all(".ask button[formaction='/ranking']"))
    browser.click(".ask button[formaction='/ranking']")
    browser.wait(lambda: browser.all("main .aim"))
    told = ask("/v1/recommendations", {"profile": {"factors": {"outcome_type": "mastery"}}})["recommendations"]
    assert told[0]["name"] in browser.text("main")


def test_answers_are_behind_the_hash_and_a_reload_asks_the_same(browser):
    begin(browser)
    choose(browser, "mastery")
    press(browser, "next")
    press(browser, "skip")
    shown, address = card(browser), browser.driver.current_url
    assert "mastery" in address.split("#")[1] and "way.do" not in address and "?" not in address
    browser.driver.refresh()
    browser.wait(lambda: card(browser) == shown)
    browser.driver.back()
    browser.wait(lambda: browser.all("#f-setting-team_size"))
    browser.find("#f-setting-team_size").send_keys("9")
    browser.wait(lambda: "team_size=9" in browser.driver.current_url)
    browser.driver.refresh()
    browser.wait(lambda: browser.find("#f-setting-team_size").get_attribute("value") == "9")
    browser.driver.back()
    browser.wait(lambda: browser.all(".question input[value='mastery']:checked"))


def test_the_short_way_by_keys_alone(browser):
    press_keys = lambda *keys: ActionChains(browser.driver, duration=0).send_keys(*keys).perform()
    focused = lambda what: browser.run(f"return document.activeElement.{what}")

    def tab_until(done):
        for _ in range(40):
            press_keys(Keys.TAB)
            if done():
                return
        raise AssertionError("the focus never reached it")

    browser.open("/questions")
    tab_until(lambda: focused("name") == "aim.need")
    press_keys("Reasons.")
    tab_until(lambda: focused("value") == "next")
    press_keys(Keys.ENTER)
    browser.wait(lambda: browser.all("input[name='outcome_type']"))
    tab_until(lambda: focused("name") == "outcome_type")
    press_keys(Keys.ARROW_DOWN)
    press_keys(Keys.ENTER)  # Next is the first button, so Enter goes on
    browser.wait(lambda: browser.all("#f-setting-team_size"))
    assert "First so far" in browser.text(".ask")


def test_axe_finds_nothing_on_the_first_page_and_on_each_kind_of_question(browser):
    fields = {"aim.need": "x", "outcome_type": "mastery"}
    pages = [
        ("home", "/", None),
        ("aim", "/questions", None),
        ("outcome", "/questions", {"way.seen": "aim outcome_type"}),
        ("facts", "/questions", {**fields, "way.seen": "aim outcome_type team"}),
        ("level", "/questions", {**fields, "way.seen": "aim outcome_type team resources.staff"}),
        ("several", "/questions", {**fields, "way.seen": "aim learning_preference"}),
        ("design", "/questions", {**fields, "way.seen": "aim design_experience.coaching"}),
        ("end", "/questions", {**fields, "way.seen": "aim resources.staff time_available end"}),
        ("fault", "/questions", {**fields, "setting.team_size": "2.5", "way.seen": "aim team"}),
    ]
    found = []
    for name, path, sent in pages:
        browser.open(path, sent)
        found += look(browser, f"questions-{name}")
        browser.window(1280)
    assert not found, "\n".join(found)


@BOTH
def test_the_example_opens_its_result(request, script):
    browser = request.getfixturevalue("browser" if script else "plain")
    browser.open("/")
    browser.click("main form button")
    browser.wait(lambda: browser.all("main .aim"))
    assert "Grade 4 math team" in browser.text("main")


def test_fields_behind_the_first_address_lead_on_to_the_answers(browser):
    browser.open("/", TEAM)
    browser.wait(lambda: browser.all("#planner"))
    assert browser.run("return location.pathname") == "/answers"
    assert browser.find("#f-aim-need").get_attribute("value") == TEAM["aim.need"]


def test_nothing_answered_shows_no_result_beside_the_form(browser):
    browser.open("/answers")
    assert not browser.all("#standing [data-first], #standing .places")
    assert "to see a result" in browser.text("#standing")
    browser.click("input[name='outcome_type'][value='mastery']")
    browser.wait(lambda: browser.all("#standing .places"))


def test_enter_in_a_field_stays_on_the_page(browser):
    browser.open("/answers")
    browser.find("#f-setting-team_size").send_keys("8", Keys.ENTER)
    browser.wait(lambda: "setting.team_size=8" in browser.driver.current_url)
    assert browser.run("return location.pathname") == "/answers" and browser.all("#planner")


def test_an_error_is_marked_beside_its_field_while_typing_and_the_result_stays(browser):
    browser.open("/answers")
    browser.click("input[name='outcome_type'][value='mastery']")
    browser.wait(lambda: browser.all("#standing .places"))
    browser.find("#f-setting-team_size").send_keys("2.5")
    browser.wait(lambda: browser.all("#f-setting-team_size[aria-invalid='true']"))
    described = browser.find("#f-setting-team_size").get_attribute("aria-describedby")
    assert "whole number" in browser.text(f"#{described}")
    assert browser.all("#standing .places"), "the result stays"
    assert browser.run("return document.activeElement.id") == "f-setting-team_size"
    browser.find("#f-setting-team_size").send_keys(Keys.BACKSPACE, Keys.BACKSPACE)
    browser.wait(lambda: not browser.all("#f-setting-team_size[aria-invalid]"))
    assert not browser.all(".fault")


def test_of_a_level_and_counts_the_later_one_counts(browser):
    browser.open("/answers")
    browser.click("input[name='time_available'][value='2']")
    browser.run("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
    browser.find("[name='time_available.count_3']").send_keys("4")
    assert not browser.find("input[name='time_available'][value='2']").is_selected()
    browser.wait(lambda: "time_available.count_3=4" in browser.driver.current_url)
    assert "time_available=2" not in browser.driver.current_url
    browser.click("input[name='time_available'][value='5']")
    browser.wait(lambda: "time_available=5" in browser.driver.current_url)
    assert "count_3" not in browser.driver.current_url and not browser.all("section.summary, .fault")


def test_the_handout_prints_on_one_page(browser):
    browser.open("/handout", GRADE_4)
    printed = base64.b64decode(browser.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
