"""Checks on every page: axe-core finds no violations, nothing overflows, and targets are large enough. Print, dark mode,
and reduced motion work."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from browser import MADE, TEAM

AXE = Path(os.environ["AXE"]).read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [1280, 390]

# Rules that a color scheme can affect; all others were checked in the other scheme.
COLOURS = ["color-contrast", "link-in-text-block"]

CHECK = """
    const [run, done] = arguments;
    axe.run(document, { runOnly: run, resultTypes: ["violations"] }).then(
        ({ violations }) => done(violations.flatMap((rule) => rule.nodes.map(
            (node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary.slice(0, 300)}`))),
        (error) => done([String(error)]))"""

# Finds controls smaller than 24 px, except links in a sentence. A checkbox or radio button is as large as its label.
SMALL = """
    const within = (one) => one.tagName === "A" && getComputedStyle(one).display === "inline";
    const target = (one) => one.matches("[type=radio], [type=checkbox]") ? one.closest("label") ?? one : one;
    return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
        .filter((one) => one.type !== "hidden" && one.checkVisibility() && !within(one) && !one.matches(".skip"))
        .filter((one) => { const box = target(one).getBoundingClientRect(); return box.width < 24 || box.height < 24; })
        .map((one) => one.outerHTML.slice(0, 160))"""


def axe(browser, run):
    if not browser.run("return 'axe' in window"):
        browser.run(AXE)
    # The bar at the bottom of a phone covers what is scrolled under it, which axe takes for a target that is too small.
    browser.run("document.querySelectorAll('.now').forEach((bar) => (bar.style.position = 'static'))")
    return browser.driver.execute_async_script(CHECK, run)


def look(browser, name, crossed=True):
    """Runs all checks on the open page, at both widths and in both color schemes.

    For pages of the same kind, check one in all four combinations and the others on a light screen and a dark phone.
    """
    found = []
    for width, own in zip(WIDTHS, ["light", "dark"], strict=True):
        browser.window(width)
        for scheme in ["light", "dark"] if crossed else [own]:
            # Without motion, colors change at once.
            browser.media(prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
            rules = {"type": "tag", "values": TAGS} if scheme == "light" or not crossed else {"type": "rule", "values": COLOURS}
            found += [f"{name} {width} {scheme}: {one}" for one in axe(browser, rules)]
            browser.shot(f"{name}-{width}-{scheme}")
        found += [f"{name} {width}: too small: {one}" for one in browser.run(SMALL)]
    for width in [390, 320]:
        browser.window(width)
        if (wide := browser.run("return document.documentElement.scrollWidth")) > width:
            found.append(f"{name}: {wide} px wide on a screen of {width}")
    browser.media(prefers_reduced_motion="reduce")
    return found


def unfold(browser):
    browser.run("document.querySelectorAll('main details').forEach((one) => (one.open = true))")


@pytest.mark.parametrize(("path", "more"), MADE, ids=[f"{path} {' '.join(more)}".strip() for path, more in MADE])
def test_axe_finds_nothing_on_a_page_made_from_answers(browser, path, more):
    browser.open(path, {**TEAM, **more})
    name = f"made{path.replace('/', '-')}-{'-'.join(more)}".strip("-")
    found = look(browser, name)
    unfold(browser)
    browser.window(1280)
    browser.media(prefers_reduced_motion="reduce")
    found += [f"{name} unfolded: {one}" for one in axe(browser, {"type": "tag", "values": TAGS})]
    assert not found, "\n".join(found)


def test_axe_finds_nothing_on_any_page_that_is_only_read(two_browsers, paths):
    assert len(paths) > 50, paths
    empty = ["/ranking", "/why", "/compare", "/what-if", "/weights", "/bundles", "/decision", "/nothing-here"]
    first = [next(path for path in paths if path.startswith(kind)) for kind in ["/designs/", "/factors/"]]
    ahead = iter([*paths, *empty])

    def look_on(browser):
        found = []
        for path in ahead:
            browser.open(path)
            found += look(browser, f"read{path.replace('/', '-')}", crossed=path.count("/") == 1 or path in first)
        return found

    with ThreadPoolExecutor() as threads:
        found = [one for part in threads.map(look_on, two_browsers) for one in part]
    assert not found, "\n".join(found)


def test_charts_on_a_phone_show_every_name_and_number(browser):
    cut = """
        const edge = document.documentElement.clientWidth;
        return [...document.querySelectorAll("svg.chart text")].filter((one) => one.checkVisibility())
            .filter((one) => { const box = one.getBoundingClientRect(); return box.width > 0 && (box.left < 0 || box.right > edge); })
            .map((one) => one.textContent)"""
    small = """
        return [...document.querySelectorAll("svg.chart text")].filter((one) => one.checkVisibility())
            .map((one) => one.getBoundingClientRect().height)"""
    for width in [390, 320]:
        browser.window(width)
        for path, more in [("/why", {"design": "coaching"}), ("/compare", {"first": "coaching", "second": "workshops"})]:
            browser.open(path, {**TEAM, **more})
            assert browser.run(cut) == [], (width, path)
            heights = browser.run(small)
            assert heights and min(heights) >= 11, (width, path)
            browser.shot(f"chart{path.replace('/', '-')}-{width}")


def test_a_new_page_begins_at_its_top_at_once(browser):
    browser.open("/ranking", TEAM)
    browser.run("window.scrollTo(0, 3000)")
    browser.run("document.querySelector(\"button[formaction='/compare']\").click()")
    browser.wait(lambda: "/compare" in browser.driver.current_url)
    assert browser.run("return getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    browser.wait(lambda: browser.run("return window.scrollY") == 0)


def test_dark_mode_is_dark_and_light_mode_light(browser):
    lightness = """
        const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number);
        return (r + g + b) / 765"""
    browser.open("/answers")
    for scheme, dark in [("light", False), ("dark", True)]:
        browser.media(prefers_color_scheme=scheme)
        assert (browser.run(lightness) < 0.5) == dark, scheme


def test_nothing_moves_for_those_who_want_no_motion(browser):
    moving = """
        return [document.documentElement, ...document.querySelectorAll("body *")].filter((one) => {
            const style = getComputedStyle(one);
            const lasts = style.transitionDuration.split(",").some((time) => parseFloat(time) > 0);
            return lasts || style.animationName !== "none" || style.scrollBehavior === "smooth";
        }).map((one) => one.outerHTML.slice(0, 120))"""
    browser.media(prefers_reduced_motion="reduce")
    for path, fields in [("/", None), ("/answers", None), ("/ranking", TEAM), ("/designs", None)]:
        browser.open(path, fields)
        assert browser.run(moving) == []


@pytest.mark.parametrize(("path", "more"), MADE[1:9], ids=[path for path, _ in MADE[1:9]])
def test_a_printed_page_holds_what_is_read_and_no_navigation(browser, path, more):
    browser.open(path, {**TEAM, **more})
    browser.media("print")
    shown = "return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 99))"
    assert browser.run(shown, ".top nav, .tools, .skip, button, nav.contents, input, select") == []
    assert browser.run(shown, "main h1") and len(browser.find("main").text) > 200
    browser.shot(f"print{path.replace('/', '-')}")


def test_words_can_be_twice_as_large_without_running_off_the_side(browser):
    for path, fields in [("/", None), ("/answers", None), ("/ranking", TEAM), ("/designs/coaching", None), ("/sources", None)]:
        browser.window(640)
        browser.open(path, fields)
        browser.run("document.documentElement.style.fontSize = '200%'")
        assert browser.run("return document.documentElement.scrollWidth") <= 640, path
