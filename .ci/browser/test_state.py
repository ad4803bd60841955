"""Nothing is lost and nothing is hidden: answers, plans, and what was set by hand, over every link of every page."""

import json

import pytest

from browser import TEAM
from test_short_plan import send

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
    for path in [
        *["/answers", "/questions", "/ranking", "/why", "/compare", "/what-if", "/bundles", "/decision", "/plan"],
        *["/designs", "/ask", "/teams"],
    ]:
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


# Pages with fields of their own: the field, what is entered, and which of the two settings is undone.
OWN = [
    ("/answers", "sustained_support", "4"),
    ("/questions", "aim.need", "Reasons"),
    ("/what-if", "try.time_available", "5"),
    ("/weights", "weights.resources", "2"),
    ("/bundles", "max_designs", "2"),
    ("/decision", "reason", "We can."),
    ("/plan", "plan.needs.0.missing", "Reasons"),
]
ENTER = """
    const [name, value] = arguments;
    const all = [...document.querySelectorAll(`[name="${name}"]:not([type=hidden])`)];
    const one = all.find((one) => one.type === "radio" && one.value === value) ?? all[0];
    if (one.type === "radio") one.checked = true;
    else one.value = value;"""
ENTERED = """
    const all = [...document.querySelectorAll(`[name="${arguments[0]}"]`)];
    return (all.find((one) => one.type !== "radio" || one.checked) ?? {}).value"""


@pytest.mark.parametrize("path, name, value", OWN, ids=[path for path, *_ in OWN])
def test_undo_without_a_script_keeps_what_is_entered_on_the_page(plain, path, name, value):
    send(plain, path, {"outcome_type": "application", "time_available": "3", "exclude": "coaching", "limits.hours": "25"})
    plain.wait(lambda: len(plain.all(".by-hand li")) == 2)
    plain.run(ENTER, name, value)
    plain.click(".by-hand button[value='exclude']")
    expected = 1 + name.startswith("weights.")
    plain.wait(lambda: len(plain.all(".by-hand li")) == expected and "left out" not in plain.text(".by-hand"))
    assert plain.run(ENTERED, name) == value


@pytest.mark.parametrize("path", ["/ask", "/teams"])
def test_no_undo_is_offered_where_it_would_lose_something(browser, path):
    browser.open(path, {**TEAM, "exclude": "coaching"})
    browser.wait(lambda: "left out: coaching" in browser.text(".by-hand"))
    assert not browser.all(".by-hand button")


GROUPED = {
    "factors": {"outcome_type": "application"},
    "groups": {"teachers": {"time_available": 2}, "leaders": {"time_available": 4, "sustained_support": 5}},
}


def test_whose_answers_count_is_named_everywhere_and_undone(browser, tmp_path):
    (tmp_path / "team.json").write_text(json.dumps(GROUPED), encoding="utf-8")
    browser.open("/answers")
    browser.run("document.querySelectorAll('details.import').forEach((one) => (one.open = true))")
    browser.find("#profile-file").send_keys(str(tmp_path / "team.json"))
    browser.wait(lambda: "pooled where they differ: teachers and leaders" in browser.text(".by-hand"))
    browser.click(".by-hand button[value='leaders']")
    browser.wait(lambda: "one group: leaders" in browser.text(".by-hand"))
    assert browser.find("input[name='time_available'][value='4']").is_selected()
    fields = {**browser.run(KEPT), "design": "workshops"}
    for path in ["/questions", "/ranking", "/handout", "/why", "/what-if", "/decision", "/plan", "/designs", "/teams"]:
        browser.open(path, fields)
        browser.wait(lambda: "one group: leaders" in browser.text(".by-hand"))
    browser.open("/ranking", fields)
    browser.driver.refresh()
    browser.wait(lambda: "one group: leaders" in browser.text(".by-hand"))
    browser.click(".by-hand button[value='groups']")
    browser.wait(lambda: "pooled where they differ" in browser.text(".by-hand"))
    state = browser.run(KEPT)
    assert "groups.only" not in state and state["time_available.count_2"] == state["time_available.count_4"]
