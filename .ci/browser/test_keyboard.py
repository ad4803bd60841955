"""Keyboard only: every control is reachable, focus is always visible, and nothing traps it."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from browser import TEAM

# Reports the focused element, whether its focus is visible, and whether something covers it.
STANDS = """
    const at = document.activeElement;
    const marked = at.closest("label.choice") ?? at;
    const style = [at, marked].map((one) => getComputedStyle(one));
    const outlined = style.some((one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2);
    const box = at.getClientRects()[0] ?? at.getBoundingClientRect();
    const whole = marked.getBoundingClientRect();
    const x = Math.min(Math.max(box.x + Math.min(box.width / 2, 20), 1), innerWidth - 2);
    const y = Math.min(Math.max(box.y + Math.min(box.height / 2, 10), 1), innerHeight - 2);
    const over = document.elementFromPoint(x, y);
    const seen = over !== null && (at.contains(over) || over.contains(at) || marked.contains(over));
    return { tag: at.tagName, name: at.name ?? "", id: at.id, text: at.textContent.slice(0, 60),
             over: over?.outerHTML.slice(0, 80), action: at.getAttribute("formaction") ?? "", outlined, seen,
             inside: whole.bottom > 0 && whole.top < innerHeight };"""


@pytest.fixture(autouse=True)
def at_once(browser):
    """Without motion, the page stops moving as soon as the focus changes."""
    browser.media(prefers_reduced_motion="reduce")


def press(browser, *keys):
    ActionChains(browser.driver, duration=0).send_keys(*keys).perform()


def stands(browser):
    return browser.run(STANDS)


def tab_to(browser, wanted, most=400):
    """Presses Tab until the wanted element has focus; each stop on the way must be visible."""
    for _ in range(most):
        press(browser, Keys.TAB)
        at = stands(browser)
        assert at["outlined"] and at["inside"] and at["seen"], str(at)
        if wanted(at):
            return at
    raise AssertionError("the focus never reached it")


def test_the_first_key_shows_a_way_past_the_navigation(browser):
    for path in ["/", "/designs/coaching"]:
        browser.open(path)
        press(browser, Keys.TAB)
        at = stands(browser)
        assert "Skip" in at["text"] and at["outlined"] and at["inside"] and at["seen"], at
        press(browser, Keys.ENTER)
        browser.wait(lambda: stands(browser)["id"] == "main")


def test_a_form_is_filled_in_and_sent_by_keys_alone(browser):
    browser.open("/answers")
    tab_to(browser, lambda at: at["name"] == "aim.need")
    press(browser, "Students need reasons.")
    tab_to(browser, lambda at: at["name"] == "outcome_type")
    press(browser, Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    tab_to(browser, lambda at: at["name"] == "time_available")
    press(browser, Keys.ARROW_RIGHT)
    assert browser.find("input[name='time_available'][value='1']").is_selected()
    tab_to(browser, lambda at: at["tag"] == "SUMMARY")
    press(browser, Keys.SPACE)
    assert browser.run("return document.activeElement.parentElement.open"), "the space bar opens it"
    tab_to(browser, lambda at: at["tag"] == "BUTTON")
    press(browser, Keys.ENTER)
    browser.wait(lambda: browser.all(".picks"))
    assert "Students need reasons." in browser.text(".aim")
    assert stands(browser)["id"] == "main", "the focus is at the start of the new page"


def test_every_stop_on_a_result_shows_and_the_end_is_reached(browser):
    for path in ["/ranking", "/what-if", "/weights"]:
        browser.open(path, TEAM)
        at = tab_to(browser, lambda at: "API for other systems" in at["text"])
        assert at["tag"] == "A"


def test_on_a_phone_nothing_lies_over_what_has_the_focus(browser):
    browser.window(390, 700)
    for path, fields in [("/", None), ("/answers", None), ("/designs/lesson_study", None), ("/ranking", TEAM)]:
        browser.open(path, fields)
        tab_to(browser, lambda at: "API for other systems" in at["text"])
