// The table of teams: its rows, its order, its pages, and the files made from it.

import { announce, byId, item, say, show } from "./kit.js";
import { inTheWay, lowest, measured, sorted } from "./measures.js";

/** Rows of the table per page, so that a long table stays fast. */
const SHOWN = 50;
/** Maximum number of listed rows that could not be ranked; the saved table contains all of them. */
const BAD_SHOWN = 100;
/** The columns of which high values are first. */
const HIGH_FIRST = ["in_the_way", "blocked"];

const template = byId("team-row").content;
const measures = [...template.querySelectorAll("[data-measure]")].map(({ dataset }) => ({
  id: dataset.measure,
  paths: dataset.paths.split(" "),
  name: dataset.name,
}));

let found;
let linkTo;
let order = [];
let from = 0;
let by = { column: "in_the_way", ascending: false };

export const nameOf = (team) => team.id ?? say("no_id", { line: team.line });

/** Shows what was found; `link` gives the part of a row's link after the `#`. */
export function showResults(all, link) {
  [found, linkTo] = [all, link];
  for (const team of found.teams) {
    team.measures = measured(measures, team.levels);
    team.inTheWay = inTheWay(team.measures);
  }
  const { teams, bad, stopped } = found;
  byId("results-count").textContent = say(stopped ? "count_stopped" : "count", { teams: teams.length, bad: bad.length });
  document.querySelector("[data-save=ndjson]").hidden = !found.profiles || teams.length === 0;
  show("bad", bad.length > 0);
  show("bad-count", bad.length > BAD_SHOWN);
  byId("bad-count").textContent = say("bad_more", { shown: BAD_SHOWN, all: bad.length });
  byId("bad-lines").replaceChildren(...bad.slice(0, BAD_SHOWN).map(({ line, why }) => item(say("bad_line", { line, why }))));
  show("results");
  sortBy("in_the_way", false);
  showNeediest();
  announce(byId("results-count").textContent);
  byId("results-heading").focus();
}

/** Says in a sentence which team has most in its way, if one does. */
function showNeediest() {
  const [first, second] = order;
  const low = first && lowest(first.measures);
  const isFound = second?.inTheWay !== undefined && first.inTheWay > second.inTheWay && low.length > 0;
  show("neediest", isFound);
  if (isFound) byId("neediest").textContent = say("neediest", { team: nameOf(first), measures: namesOf(low) });
}

const namesOf = (ids) => ids.map((id) => measures.find((one) => one.id === id).name).join(", ");

const valueOf = (column) => (team) => {
  if (column === "team") return nameOf(team);
  if (column === "in_the_way") return team.inTheWay;
  return column === "blocked" ? team.fixes.length : team.measures[column];
};

/** Sorts the table by a column, and says so in its heading. */
function sortBy(column, ascending) {
  by = { column, ascending };
  order = sorted(found.teams, valueOf(column), ascending);
  for (const button of document.querySelectorAll("[data-sort]")) {
    const head = button.closest("th");
    if (button.dataset.sort === column) head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    else head.removeAttribute("aria-sort");
  }
  from = 0;
  showRows();
}

function sortPressed({ currentTarget: button }) {
  const column = button.dataset.sort;
  sortBy(column, by.column === column ? !by.ascending : !HIGH_FIRST.includes(column));
  announce(say(by.ascending ? "sorted_up" : "sorted_down", { column: button.textContent }));
}

function showRows() {
  const to = Math.min(from + SHOWN, order.length);
  byId("rows").replaceChildren(...order.slice(from, to).map(rowOf));
  show("pager", order.length > SHOWN);
  byId("pager-text").textContent = say("page", { from: from + 1, to, all: order.length });
  byId("earlier").disabled = from === 0;
  byId("later").disabled = to === order.length;
}

/** Turns a page of the table; focus stays on an enabled button. */
function turn(step) {
  from += step;
  showRows();
  announce(byId("pager-text").textContent);
  const [there, back] = step > 0 ? ["later", "earlier"] : ["earlier", "later"];
  if (byId(there).disabled) byId(back).focus();
}

function rowOf(team) {
  const row = template.cloneNode(true);
  const cell = (name) => row.querySelector(`[data-cell=${name}]`);
  cell("id").textContent = nameOf(team);
  cell("known").textContent = say("known", { known: team.known, all: byId("teams").dataset.factors });
  cell("in_the_way").textContent = wayOf(team);
  for (const { id } of measures) showLevel(row.querySelector(`[data-measure=${id}]`), team.measures[id]);
  cell("first").replaceChildren(...team.first.map((design) => item(say("design", design))));
  cell("verdict").hidden = team.verdict !== "cannot_separate";
  cell("verdict").textContent = say("cannot_separate", { number: team.group });
  cell("blocked").textContent = say(team.fixes.length ? "blocked" : "blocked_none", { number: team.fixes.length });
  cell("fixes").replaceChildren(...team.fixes.map((one) => item(say("fix", one))));
  row.querySelector("details").hidden = team.fixes.length === 0;
  // The part after the `#` is not sent or logged.
  cell("open").href += `#${linkTo(team.text)}`;
  cell("open").setAttribute("aria-label", say("open_team", { team: nameOf(team) }));
  return row;
}

function wayOf(team) {
  if (team.inTheWay === undefined) return say("unknown");
  return namesOf(lowest(team.measures)) || say("nothing_low");
}

/** Shows a level as dots and in words. */
function showLevel(cell, level) {
  const [dots, words] = cell.children;
  const round = Math.round(level);
  dots.textContent = level === undefined ? "" : "●".repeat(round) + "○".repeat(5 - round);
  words.textContent = level === undefined ? say("unknown") : say("level", { level: level.toFixed(1), words: say(`level_${round}`) });
}

/** Returns a quoted cell; a leading apostrophe keeps spreadsheets from reading it as a formula. */
export function quoted(cell) {
  const text = String(cell ?? "");
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csvOf({ teams, bad }) {
  const places = (first) => [0, 1, 2].flatMap((at) => [first[at]?.name, first[at]?.score, first[at]?.low, first[at]?.high]);
  const good = (team) => [team.id, team.line, team.known, ...places(team.first), team.verdict, team.fixes.length, "", ...measures.map(({ id }) => team.measures[id]?.toFixed(1))];
  const wrong = (row) => ["", row.line, ...Array(15).fill(""), row.why, ...measures.map(() => "")];
  const rows = [...teams, ...bad].sort((a, b) => a.line - b.line);
  const head = [say("csv_head"), ...measures.map(({ id }) => id)].join(",");
  return [head, ...rows.map((row) => (row.why ? wrong(row) : good(row)).map(quoted).join(","))];
}

function save(kind) {
  const lines = kind === "csv" ? csvOf(found) : found.teams.map((team) => team.text);
  const link = document.createElement("a");
  const type = kind === "csv" ? "text/csv" : "application/x-ndjson";
  link.href = URL.createObjectURL(new Blob([`${lines.join("\n")}\n`], { type }));
  link.download = `teams.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Makes the buttons of the table work; the page may be shown anew. */
export function prepareTable() {
  byId("earlier").addEventListener("click", () => turn(-SHOWN));
  byId("later").addEventListener("click", () => turn(SHOWN));
  document.querySelectorAll("[data-sort]").forEach((button) => button.addEventListener("click", sortPressed));
  document.querySelectorAll("[data-save]").forEach((button) => button.addEventListener("click", () => save(button.dataset.save)));
}
