"""What a screen reader gets: the accessibility tree of the pages of the tasks, with scripts, as Chromium builds it."""

import pytest
from effort import GRADE_4

from browser import TEAM

DECIDED = {**GRADE_4, "choice": "coaching", "reason": "The team asked for it.", "write": "yes"}
PAGES = [
    ("/", None),
    ("/questions", None),
    ("/questions", {"aim.need": "x", "way.seen": "aim outcome_type"}),
    ("/answers", GRADE_4),
    ("/ranking", GRADE_4),
    ("/ranking", {**GRADE_4, "weights.resources": "2"}),
    ("/handout", GRADE_4),
    ("/why", {**GRADE_4, "design": "coaching"}),
    ("/compare", {**GRADE_4, "first": "coaching", "second": "lesson_study"}),
    ("/what-if", {**GRADE_4, "try.time_available": "5"}),
    ("/weights", GRADE_4),
    ("/bundles", GRADE_4),
    ("/decision", GRADE_4),
    ("/decision", DECIDED),
    ("/plan", {**TEAM, "plan.title": "Reasons", "plan.designs.0.design": "coaching"}),
    ("/plan/steps", {**TEAM, "plan.title": "Reasons", "plan.designs.0.design": "coaching"}),
    ("/plan/schedule", {**TEAM, "plan.title": "Reasons", "plan.designs.0.design": "coaching"}),
    ("/teams", None),
    ("/ask", None),
]
LANDMARKS = ["banner", "main", "contentinfo"]
CONTROLS = ["button", "link", "textbox", "spinbutton", "combobox", "checkbox", "radio", "slider", "searchbox", "Date", "progressbar"]
# Parts of one control that Chromium builds itself, with names of its own.
INSIDE = ["Date", "InputTime"]


class Node:
    def __init__(self, raw, parent):
        self.role, self.name = (raw.get(part, {}).get("value", "") for part in ["role", "name"])
        self.name = self.name.strip()
        self.properties = {one["name"]: one["value"].get("value") for one in raw.get("properties", [])}
        self.parent = parent

    def within(self, roles):
        return self.parent is not None and (self.parent.role in roles or self.parent.within(roles))

    def __repr__(self):
        return f"{self.role} {self.name!r}"


def tree(browser):
    """Returns what is read, in its order."""
    browser.driver.execute_cdp_cmd("Accessibility.enable", {})
    raw = browser.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    by_id, all_nodes = {one["nodeId"]: one for one in raw}, []

    def walk(one, parent):
        node = parent if one.get("ignored") else Node(one, parent)
        if node is not parent:
            all_nodes.append(node)
        for child in one.get("childIds", []):
            if child in by_id:
                walk(by_id[child], node)

    walk(raw[0], None)
    return all_nodes


def faults(nodes):
    found = []
    headings = [one for one in nodes if one.role == "heading"]
    levels = [one.properties.get("level") for one in headings]
    if levels.count(1) != 1 or levels[0] != 1:
        found.append(f"one first heading: {levels}")
    found += [f"after a heading {one} comes {other}" for one, other in zip(levels, levels[1:]) if other > one + 1]
    found += [f"empty: {one}" for one in headings if not one.name]
    for landmark in LANDMARKS:
        if (number := sum(one.role == landmark for one in nodes)) != 1:
            found.append(f"{number} times {landmark}")
    for kind in ["navigation", "region", "complementary"]:
        names = [one.name for one in nodes if one.role == kind]
        found += [f"{kind} {name!r} is unnamed or there twice" for name in names if not name or names.count(name) > 1]
    controls = [one for one in nodes if one.role in CONTROLS and not one.within(INSIDE)]
    found += [f"unnamed: {one}" for one in controls if not one.name]
    # A list of buttons to hear, apart from their surroundings, tells them apart.
    fields = [(one.role, one.name) for one in controls if one.role in ("textbox", "combobox", "spinbutton") and not one.within(["group"])]
    found += [f"there twice: {one}" for one in sorted(set(fields)) if fields.count(one) > 1]
    return found


# Tables with a name and a heading for each column and row, and no link or button without a text. The tables of a record
# are those of its files, which have headings for columns only, below a heading of the text.
TABLES = """
    const bad = [...document.querySelectorAll("main table")].filter((one) => one.checkVisibility()).flatMap((table) => {
        const named = table.caption || table.getAttribute("aria-labelledby") || table.getAttribute("aria-label");
        const heads = [...table.querySelectorAll("thead th")].slice(1);
        const rows = [...table.querySelectorAll("tbody tr")];
        return [
            named || table.closest(".record") ? "" : "a table without a name",
            heads.length && heads.every((one) => one.textContent.trim()) ? "" : "a column without a heading",
            table.closest(".record") || rows.every((one) => one.querySelector("th[scope=row]")) ? "" : "a row without a heading",
        ].filter(Boolean).map((why) => `${why}: ${table.outerHTML.slice(0, 120)}`);
    });
    const empty = [...document.querySelectorAll("a, button:not([hidden])")]
        .filter((one) => !one.textContent.trim() && !one.getAttribute("aria-label"));
    return [...bad, ...empty.map((one) => `empty: ${one.outerHTML}`)]"""


@pytest.mark.parametrize("path, fields", PAGES, ids=[f"{at}{path}" for at, (path, _) in enumerate(PAGES)])
def test_a_page_reads_well_in_its_order_and_every_control_has_a_name(browser, path, fields):
    browser.open(path, fields)
    found = faults(tree(browser)) + browser.run(TABLES)
    browser.run("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
    found += [f"unfolded: {one}" for one in faults(tree(browser)) + browser.run(TABLES) if one not in found]
    assert not found, "\n".join(found)


def test_what_moves_while_a_page_follows_its_link_is_out_of_view(browser):
    shift = """
        const done = arguments[0];
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((one) => (sum += one.value)))
            .observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(sum), 500);"""
    for path in ["/ranking", "/handout"]:
        browser.window(412)
        browser.open(path, GRADE_4)
        assert browser.driver.execute_async_script(shift) < 0.05, path
