"""What a task takes: clicks, keys, and words to read, with minutes by the estimate of the usability review."""

import tomllib

from browser import ROOT, TEAM
from selenium.webdriver.support.ui import Select

WORDS_A_MINUTE, SECONDS_A_CLICK, SECONDS_A_KEY = 240, 2, 0.25

# The team of the example on the first page.
GRADE_4 = tomllib.loads((ROOT / "src/pages/home/example.toml").read_text())


# What is folded is not read, and of a closed list only what is selected.
READ = """
    const count = (text) => text.split(/\\s+/).filter(Boolean).length;
    const all = document.querySelector(arguments[0]);
    const lists = [...all.querySelectorAll("select")].filter((one) => one.checkVisibility());
    const closed = lists.flatMap((one) => [...one.options].filter((option) => !option.selected));
    return count(all.innerText) - closed.reduce((sum, one) => sum + count(one.textContent), 0)"""


def words(browser, selector="main"):
    """Counts words as they are shown."""
    return browser.run(READ, selector)


class Effort:
    """What a person does and reads on the way."""

    def __init__(self, browser):
        self.browser, self.clicks, self.keys, self.words = browser, 0, 0, 0

    def open(self, path, fields=None):
        self.browser.open(path, fields)

    def read(self, selector="main"):
        self.browser.wait(lambda: self.browser.all(selector))
        self.words += words(self.browser, selector)

    def click(self, selector, until=None):
        """Clicks, and waits for what only the next page has."""
        self.browser.click(selector)
        self.clicks += 1
        if until:
            self.browser.wait(lambda: self.browser.all(until))

    def write(self, name, text):
        field = self.browser.find(f"[name='{name}']")
        if field.get_attribute("type") in ("date", "time"):
            self.browser.run("arguments[0].value = arguments[1]", field, text)
        else:
            self.browser.fill(f"[name='{name}']", text)
        self.clicks += 1
        self.keys += len(text)

    def choose(self, selector, value, until=None):
        """Opens a list and selects one of it."""
        self.browser.wait(lambda: Select(self.browser.find(selector)).select_by_value(value) or True)
        self.clicks += 2
        if until:
            self.browser.wait(lambda: self.browser.all(until))

    def minutes(self):
        act = self.clicks * SECONDS_A_CLICK + self.keys * SECONDS_A_KEY
        return act / 60 + self.words / WORDS_A_MINUTE


def is_over(browser):
    """Whether the questions are at their end."""
    return bool(browser.all(".ask button[formaction='/answers']"))


def next_question(effort, value="next"):
    """Presses a button of the question and waits for another page."""
    browser = effort.browser
    before = browser.text("main h1")
    effort.click(f".ask button[value='{value}']")
    browser.wait(lambda: browser.text("main h1") != before)


def answer_questions(effort, on_each=lambda: None):
    """Goes from the first page over the questions to the result, with the answers of the example."""
    browser = effort.browser
    effort.read()
    effort.click("main a[href='/questions']", "#f-aim-need")
    effort.write("aim.need", TEAM["aim.need"])
    effort.write("aim.learning", TEAM["aim.learning"])
    effort.read()
    on_each()
    next_question(effort)
    while not is_over(browser):
        effort.read()
        on_each()
        if browser.all("#f-setting-team_size"):
            effort.write("setting.team_size", GRADE_4["setting.team_size"])
            effort.click(f".question input[value='{GRADE_4['setting.cover_available']}']")
        else:
            name = browser.find(".question input").get_attribute("name")
            effort.click(f".question input[name='{name}'][value='{GRADE_4.get(name, '2')}']")
        next_question(effort)
    effort.read()
    effort.click(".ask button[formaction='/ranking']", ".picks")
    effort.read()
    on_each()
