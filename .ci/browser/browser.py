"""Browser helpers for the tests, and the pages that they check."""

import json
import os
import tempfile
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urldefrag

from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

URL = os.environ["BACKMAP_URL"]
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 15
# What a script that replaces a part of the page may cause for a moment.
MEANWHILE = [
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Form fields of a team that wants to change its own practice.
TEAM = {
    "id": "grade-4",
    "aim.need": "Half of the students cannot explain why a method works.",
    "aim.learning": "Asking for reasons in every lesson.",
    "outcome_type": "application",
    "time_available": "3",
    "risk_taking_culture": "2",
    "sustained_support": "2",
    "resources.time": "2",
    "shared_vision.count_2": "3",
    "shared_vision.count_4": "5",
    "setting.team_size": "8",
}

# Pages based on answers, with the extra fields that each one gets.
MADE = [
    ("/answers", {}),
    ("/ranking", {}),
    ("/handout", {"weights.resources": "2", "exclude": "coaching"}),
    ("/why", {"design": "coaching"}),
    ("/compare", {"first": "coaching", "second": "workshops"}),
    ("/what-if", {"try.time_available": "5"}),
    ("/weights", {"weights.resources": "2"}),
    ("/bundles", {}),
    ("/decision", {"choice": "coaching"}),
    ("/decision", {"choice": "coaching", "reason": "The team asked for it.", "write": "yes"}),
    ("/ranking", {"setting.team_size": "2.5"}),
]


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        link = dict(attributes).get("href")
        if tag == "a" and link and link.startswith("/"):
            self.found.append(urldefrag(link).url)


def crawl(url=URL, first="/"):
    """Returns every HTML page that links lead to. `first` is the path of the first page, below which all are."""
    seen, ahead = [], [first]
    origin = url.removesuffix(first.rstrip("/"))
    while ahead:
        path = ahead.pop()
        if path in seen or path.endswith(("/swagger/", ".json")):
            continue
        try:
            with urllib.request.urlopen(origin + path, timeout=10) as answer:
                links = Links()
                links.feed(answer.read().decode())
        except urllib.error.HTTPError:
            # The service tests check links; skip missing pages here.
            continue
        seen.append(path)
        ahead.extend(links.found)
    return sorted(seen)


class Found:
    """An element by its selector. A script may replace it at any moment, so every use that finds it gone looks again."""

    def __init__(self, browser, selector):
        self.browser, self.selector = browser, selector

    def element(self):
        return self.browser.driver.find_element(By.CSS_SELECTOR, self.selector)

    def __getattr__(self, name):
        value = self.browser.wait_for(lambda: getattr(self.element(), name))
        if not callable(value):
            return value
        return lambda *given: self.browser.wait_for(lambda: getattr(self.element(), name)(*given))


class Browser:
    """One browser window. Each test starts on an empty page with no emulation."""

    def __init__(self, script=True):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for flag in [*FLAGS, f"--user-data-dir={tempfile.mkdtemp()}"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        if not script:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.driver.set_script_timeout(60)
        self.script = script
        # Where pages are, if not at the service itself.
        self.url = None

    def begin(self):
        self.driver.get("about:blank")
        self.complaints()
        self.window(1280)
        self.media()

    def window(self, width, height=900):
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def media(self, kind="", **features):
        """`media("print")`, or `media(prefers_color_scheme="dark")`."""
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": kind, "features": named})

    def open(self, path, fields=None):
        """Opens a page. Fields, if any, go behind the `#`, as in a shared link."""
        self.driver.get("about:blank")
        self.driver.get((self.url or URL) + path + (f"#{urlencode(fields)}" if fields else ""))
        if fields:
            self.wait(lambda: self.run("return document.querySelector('main [data-opens]') === null"))
            self.settle()

    def settle(self):
        """Waits until the page reflects the fields behind the `#`."""
        done = """
            const named = new URLSearchParams(location.hash.slice(1));
            const shown = document.querySelector('#state, #planner');
            if (!shown) return false;
            const sent = new FormData(shown);
            return named.size === 0 || [...named].some(([name, value]) => sent.getAll(name).includes(value));"""
        self.wait(lambda: self.run(done))

    def run(self, script, *given):
        """Runs a script. It gets each element that `find` returned as the element that is there now."""
        now = lambda one: one.element() if isinstance(one, Found) else one
        return self.wait_for(lambda: self.driver.execute_script(script, *map(now, given)))

    def wait(self, what):
        # Scripts may replace or move the element at any moment.
        return WebDriverWait(self.driver, PATIENCE, 0.02, MEANWHILE).until(lambda _: what())

    def wait_for(self, what):
        """Returns what `what` returns, even if that is false, as soon as no element is missing or replaced."""
        return self.wait(lambda: [what()])[0]

    def find(self, selector):
        return Found(self, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def click(self, selector):
        """Scrolls an element to the middle, so that nothing covers it, and clicks it."""

        def press():
            found = self.find(selector)
            self.run("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", found)
            found.click()
            return True

        # A script that replaces the page in between makes the element stale, and then nothing was clicked.
        self.wait(press)

    def fill(self, selector, text):
        """Replaces the text of a field, again if a script replaces the field in between."""

        def write():
            field = self.find(selector)
            field.clear()
            field.send_keys(text)
            return True

        self.wait(write)

    def choose(self, selector, value):
        """Selects an option, again if a script replaces the field in between."""
        self.wait(lambda: Select(self.find(selector)).select_by_value(value) or True)

    def text(self, selector="main"):
        return self.run("return document.querySelector(arguments[0])?.textContent ?? ''", selector)

    def go(self, selector, heading):
        """Clicks and waits for the page with that heading."""
        self.click(selector)
        self.wait(lambda: heading in self.text("main h1"))

    def ranking(self):
        """Returns the designs in the order of the table of all designs."""
        return self.run("return [...document.querySelectorAll('.sortable tbody button')].map((one) => one.value)")

    def complaints(self):
        """Returns console errors, except 4xx responses to an invalid form."""
        severe = [entry for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
        return [entry["message"] for entry in severe if "the server responded with a status of 4" not in entry["message"]]

    def shot(self, name):
        """Saves a picture of the whole page if SHOTS is set."""
        if folder := os.environ.get("SHOTS"):
            size = self.run("return [innerWidth, Math.min(document.documentElement.scrollHeight, 5000)]")
            self.window(*size)
            self.driver.save_screenshot(f"{folder}/{name}.png")
            self.window(size[0])


def ask(path, body):
    """Returns the API response to the same request."""
    sent = urllib.request.Request(URL + path, json.dumps(body).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(sent, timeout=10) as answer:
        return json.load(answer)
