"""Nothing is lost and nothing is hidden: answers, plans, and what was set by hand, over every link of every page."""

import pytest

from browser import TEAM

STATE = {
    **TEAM,
    "reason": "The team asked for it.",
    "decided_by": "principal",
    "plan.title": "Reasons in mathematics",
    "plan.needs.0.missing": "Students cannot say why a method works.",
}

PAGES = [
    ("/answers", {}),
    ("/ranking", {}),
    ("/handout", {}),
    ("/why", {"design": "coaching"}),
    ("/compare", {}),
    ("/what-if", {}),
    ("/weights", {}),
    ("/bundles", {}),
    ("/decision", {"choice": "coaching"}),
    ("/plan", {}),
    ("/plan/audit", {}),
    ("/plan/schedule", {}),
    ("/designs/coaching", {}),
    ("/words", {}),
]

# Links to other pages of this service, one for each page that they lead to.
WAYS = """
    const path = (one) => one.getAttribute("formaction") ?? one.pathname;
    const seen = new Set();
    return [...document.querySelectorAll(arguments[0])].filter((one) => one.getClientRects().length
        && !one.target && !path(one).includes("/docs") && !seen.has(path(one)) && seen.add(path(one)))"""
HEADER, TEXT = "header.top [formaction]", "main a[href^='/']"

KEPT = """
    const form = document.getElementById("planner") ?? document.getElementById("state");
    return form && Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"))"""


def holds_all(browser):
    kept = browser.run(KEPT) or {}
    # A plan names a single outcome as the only share.
    if kept.get("outcome_type.application") == "1":
        kept["outcome_type"] = "application"
    return all(kept.get(name) == value for name, value in STATE.items())


def follow_each(browser, path, extra, selector, most):
    """Clicks each link of a page, or the first and last ones of many, and compares what the next page holds."""
    browser.open(path, {**STATE, **extra})
    browser.wait(lambda: holds_all(browser))
    ways = len(browser.run(WAYS, selector))
    chosen = range(ways) if ways <= most else [*range(most // 2), *range(ways - most // 2, ways)]
    for at in chosen:
        browser.open(path, {**STATE, **extra})
        browser.wait(lambda: holds_all(browser))
        browser.run("document.querySelector('main').dataset.old = ''")
        browser.run(f"const ways = function () {{ {WAYS} }}; ways(arguments[0])[arguments[1]].click()", selector, at)
        browser.wait(lambda: not browser.all("main[data-old]"))
        browser.wait(lambda: holds_all(browser))
    return ways


@pytest.mark.parametrize("path, extra", PAGES, ids=[path for path, _ in PAGES])
def test_no_link_in_the_text_of_a_page_loses_an_answer(browser, path, extra):
    follow_each(browser, path, extra, TEXT, 4)


@pytest.mark.parametrize("path", ["/answers", "/ranking", "/plan", "/designs/coaching"])
def test_no_link_of_the_header_loses_an_answer(browser, path):
    assert follow_each(browser, path, {}, HEADER, 20) >= 8


def test_without_a_script_the_header_takes_the_answers_along(plain):
    plain.open("/answers")
    plain.find("#f-id").send_keys("grade-4")
    plain.click("input[name='time_available'][value='2']")
    plain.go("p.submit button.primary", "Our suggestion")
    plain.go("header.top button[formaction='/designs']", "ways for educators")
    plain.go("header.top button[formaction='/words']", "What the words mean")
    plain.click("nav.tools button[formaction='/answers']")
    plain.wait(lambda: plain.all("#f-id"))
    assert plain.find("#f-id").get_attribute("value") == "grade-4"
    assert plain.find("input[name='time_available'][value='2']").is_selected()


def test_typed_text_survives_a_reload_and_a_word_link_and_back(browser):
    browser.open("/decision", {**TEAM, "choice": "coaching"})
    browser.fill("#f-reason", "Typed, and not sent yet.")
    browser.wait(lambda: "Typed" in browser.driver.current_url)
    browser.driver.refresh()
    browser.wait(lambda: browser.find("#f-reason").get_attribute("value") == "Typed, and not sent yet.")
    browser.go("header.top button[formaction='/words']", "What the words mean")
    browser.driver.back()
    browser.wait(lambda: browser.find("#f-reason").get_attribute("value") == "Typed, and not sent yet.")


def test_a_draft_is_kept_only_if_ticked_and_can_be_forgotten(browser):
    browser.open("/ranking", TEAM)
    browser.wait(lambda: browser.all("[data-remember]"))
    assert browser.run("return localStorage.length") == 0
    browser.click("[data-remember]")
    browser.wait(lambda: browser.run("return localStorage.length") == 1)
    browser.open("/")
    browser.wait(lambda: "grade-4" in browser.text("#drafts"))
    browser.go("#drafts a", "Our suggestion for grade-4")
    assert browser.find("[data-remember]").is_selected()
    browser.open("/")
    browser.click("#drafts button")
    browser.wait(lambda: not browser.find("#drafts").is_displayed())
    assert browser.run("return localStorage.length") == 0


def test_what_was_set_by_hand_is_named_everywhere_and_undone_one_by_one(browser):
    set_by_hand = {"weights.time_available": "3", "exclude": "coaching", "limits.hours": "25"}
    for path in ["/ranking", "/why", "/compare", "/what-if", "/bundles", "/decision", "/plan", "/designs"]:
        browser.open(path, {**TEAM, **set_by_hand, "design": "workshops"})
        browser.wait(lambda: len(browser.all(".by-hand li")) == 3)
    browser.open("/handout", {**TEAM, **set_by_hand})
    browser.wait(lambda: "left out: coaching" in browser.text("article.record"))
    browser.open("/decision", {**TEAM, **set_by_hand, "choice": "peer_coaching", "reason": "We can.", "write": "yes"})
    browser.wait(lambda: browser.all("article.record"))
    record = browser.text("article.record")
    assert "left out: coaching" in record and "counts 3 times" in record and "at most 25" in record
    browser.open("/ranking", {**TEAM, **set_by_hand})
    for left in [2, 1, 0]:
        browser.click(".by-hand button")
        browser.wait(lambda: len(browser.all(".by-hand li")) == left)
    state = browser.run(KEPT)
    assert not set_by_hand.keys() & state.keys() and state["time_available"] == "3"
