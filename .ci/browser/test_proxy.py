"""Every page, form, script, file and Swagger UI through a real nginx, below a path that the proxy strips or leaves."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from urllib.parse import urlsplit

import pytest

from browser import MADE, ROOT, TEAM, crawl

PATHS = ["/backmap", "/kept"]

# Pages where a browser without answers still finds everything.
SHORT_WAY = [("/ranking", {}), ("/why", {"design": "coaching"}), ("/decision", {"choice": "coaching"}), ("/plan", {})]

REQUESTS = """
    return performance.getEntriesByType("resource").map((one) => [new URL(one.name).pathname, one.responseStatus])"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def begun(command, **more):
    return subprocess.Popen(command, **more)


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    """The address of a proxy before a service that trusts it."""
    work = tmp_path_factory.mktemp("nginx")
    serve = [os.environ["BACKMAP_BIN"], "serve", "--bind", "127.0.0.1:0", "--trusted-proxy", "127.0.0.1"]
    # What the tests are told by the environment is no setting of the service.
    own = {name: value for name, value in os.environ.items() if not name.startswith("BACKMAP_")}
    service = begun(serve, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=own)
    address = service.stdout.readline().strip().removeprefix("listening on http://")
    port = free_port()
    text = (ROOT / ".ci" / "browser" / "nginx.conf.in").read_text(encoding="utf-8")
    for name, value in [("WORK", work), ("PORT", port), ("SERVICE", address)]:
        text = text.replace(name, str(value))
    (work / "nginx.conf").write_text(text, encoding="utf-8")
    nginx = begun([shutil.which("nginx") or "/usr/sbin/nginx", "-p", str(work), "-c", str(work / "nginx.conf")])
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/backmap/health/live", timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    yield url
    for process in [nginx, service]:
        process.terminate()
        process.wait(10)


def below(browser, proxy, path):
    """Lets the browser open pages below a path of the proxy."""
    browser.url = proxy + path


def outside(browser, path):
    """Returns what the page asked for that is not below the path, or that failed."""
    asked = browser.run(REQUESTS)
    assert asked, "a page has styles and a script"
    return [one for one in asked if not one[0].startswith(f"{path}/") or one[1] >= 400]


@pytest.fixture
def there(browser, proxy):
    yield lambda path: below(browser, proxy, path)
    browser.url = None


def test_every_page_links_below_the_path_and_finds_what_it_needs(browser, there, proxy):
    there("/backmap")
    paths = crawl(f"{proxy}/backmap", "/backmap/")
    assert len(paths) > 60
    lost = """
        return [...document.querySelectorAll("[href], [src], [action], [formaction]")]
            .flatMap((one) => ["href", "src", "action", "formaction"].map((name) => one.getAttribute(name)))
            .filter((to) => to?.startsWith("/") && !to.startsWith(arguments[0]))"""
    # One page of each kind in the browser; the crawl has asked for all others.
    for path in sorted({one.removeprefix("/backmap").split("/")[1] for one in paths}):
        browser.open(f"/{path}")
        assert browser.run(lost, "/backmap/") == [], path
        assert outside(browser, "/backmap") == [], path


@pytest.mark.parametrize("path", PATHS)
def test_the_way_from_answers_to_a_record_works(browser, there, path):
    there(path)
    for page, more in SHORT_WAY:
        browser.open(page, {**TEAM, **more})
        place = urlsplit(browser.driver.current_url)
        assert place.path == path + page, "the address stays below the path"
        assert TEAM["id"] in place.fragment and not place.query
        assert outside(browser, path) == []


@pytest.mark.parametrize("path", PATHS)
def test_a_form_moves_on_with_and_without_a_script(request, proxy, path):
    for kind in ["browser", "plain"]:
        browser = request.getfixturevalue(kind)
        below(browser, proxy, path)
        if kind == "browser":
            browser.open("/ranking", TEAM)
            browser.click(f"button[formaction='{path}/compare']")
            browser.wait(lambda: urlsplit(browser.driver.current_url).path == f"{path}/compare")
        else:
            browser.open("/plan")
            browser.click(f".tools button[formaction='{path}/plan/schedule']")
            browser.wait(lambda: browser.driver.current_url.endswith(f"{path}/plan/schedule"))
        assert browser.driver.find_elements("css selector", "main h1")
        browser.url = None


def test_a_survey_is_read_and_a_team_opens(browser, there):
    there("/backmap")
    browser.open("/teams")
    browser.find("#file").send_keys(str(ROOT / "examples" / "teams.csv"))
    browser.click("#file-form button")
    browser.wait(lambda: browser.run("return document.querySelectorAll('#rows tr').length") == 5)
    assert outside(browser, "/backmap") == []
    assert browser.find("[data-cell=open]").get_attribute("href").split("#")[0].endswith("/backmap/answers")


def test_a_file_is_saved(browser, there, tmp_path):
    there("/backmap")
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    browser.open("/plan/document", {"plan.title": "Reasons in every lesson"})
    browser.click("button[formaction='/backmap/plan.docx']")
    browser.wait(lambda: (tmp_path / "plan.docx").exists())
    assert (tmp_path / "plan.docx").read_bytes()[:2] == b"PK"


def test_swagger_ui_shows_the_document_and_calls_below_the_path(browser, there, proxy):
    there("/backmap")
    browser.open("/swagger/")
    browser.wait(lambda: browser.all(".opblock-tag"))
    assert outside(browser, "/backmap") == []
    with urllib.request.urlopen(f"{proxy}/backmap/openapi.json", timeout=10) as answer:
        assert b'"url": "/backmap/"' in answer.read()
    browser.click("#operations-catalogue-list_designs .opblock-summary-control")
    browser.click("#operations-catalogue-list_designs .try-out__btn")
    browser.click("#operations-catalogue-list_designs .execute")
    browser.wait(lambda: browser.all("#operations-catalogue-list_designs .live-responses-table tbody .response-col_status"))
    assert "200" in browser.text("#operations-catalogue-list_designs .live-responses-table tbody .response-col_status")
    assert outside(browser, "/backmap") == []


def test_the_path_without_a_slash_leads_to_the_first_page(proxy):
    with urllib.request.urlopen(f"{proxy}/kept/", timeout=10) as answer:
        first = answer.read()
    with urllib.request.urlopen(f"{proxy}/backmap", timeout=10) as answer:
        assert answer.url == f"{proxy}/backmap/" and answer.read().replace(b"/backmap/", b"/kept/") == first
