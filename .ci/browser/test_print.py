"""Printing a page gives a tagged PDF: a screen reader finds its language, title, headings, tables and lists."""

import base64
import re

import pytest

from browser import MADE, TEAM
from test_plan import PAGES, opened

READ = ["/", "/designs", "/designs/coaching", "/factors/time_available", "/standards", "/planning", "/sources", "/words", "/teams"]


def printed(browser):
    """Returns the PDF of the open page, as a person prints it."""
    made = browser.driver.execute_cdp_cmd("Page.printToPDF", {"generateTaggedPDF": True, "generateDocumentOutline": True})
    return base64.b64decode(made["data"])


def pages(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def lacking(browser, name):
    """Returns what a screen reader would lack in the PDF of the open page."""
    pdf = printed(browser)
    wanted = {
        "a structure": rb"/StructTreeRoot \d+ 0 R",
        "marked content": rb"/MarkInfo\s*<<[^>]*/Marked true",
        "the language": rb"/Lang \(en(-US)?\)",
        "a title": rb"/Title \(\S",
        "a heading of the first level": rb"/S /H1\b",
    }
    if browser.run("return [...document.querySelectorAll('main table')].some((one) => one.checkVisibility())"):
        wanted["heads of tables"] = rb"/S /TH\b"
    return [f"{name}: no {what}" for what, pattern in wanted.items() if not re.search(pattern, pdf)]


@pytest.mark.parametrize("path", READ)
def test_a_page_to_read_prints_as_a_tagged_pdf(browser, path):
    browser.open(path)
    assert lacking(browser, path) == []


@pytest.mark.parametrize(("path", "more"), MADE[:10], ids=[f"{at}{path}" for at, (path, _) in enumerate(MADE[:10])])
def test_a_result_prints_as_a_tagged_pdf(browser, path, more):
    browser.open(path, {**TEAM, **more})
    assert lacking(browser, path) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_a_plan_prints_as_a_tagged_pdf(browser, path):
    opened(browser, path)
    assert lacking(browser, path) == []


def test_the_page_for_the_board_prints_on_one_tagged_page(browser):
    opened(browser, "/plan/document")
    browser.go("button[formaction='/plan/board']", "Fractions in grades 4 and 5")
    browser.wait(lambda: browser.all("article.handout"))
    assert pages(printed(browser)) == 1
    assert lacking(browser, "/plan/board") == []
    browser.media("print")
    browser.shot("print-plan-board")
