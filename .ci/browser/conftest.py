"""One browser with scripts and one without. Each test starts on an empty page and must end without console errors."""

import pytest

from browser import Browser, crawl


@pytest.fixture(scope="session")
def with_script():
    browser = Browser()
    yield browser
    browser.driver.quit()


@pytest.fixture(scope="session")
def without_script():
    browser = Browser(script=False)
    yield browser
    browser.driver.quit()


@pytest.fixture
def browser(with_script):
    with_script.begin()
    yield with_script
    assert with_script.complaints() == []


@pytest.fixture
def plain(without_script):
    without_script.begin()
    yield without_script
    assert without_script.complaints() == []


@pytest.fixture
def two_browsers(browser):
    """Two browsers, because there are many pages and two cores."""
    other = Browser()
    yield [browser, other]
    complaints = other.complaints()
    other.driver.quit()
    assert complaints == []


@pytest.fixture(scope="session")
def paths():
    return crawl()
