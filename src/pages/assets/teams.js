// Many teams: the public API ranks a file of teams while it is read. A survey becomes teams first, after the user confirms
// its columns. The page uses only `/v1/imports`, `/v1/imports/mapping`, and `/v1/recommendations/batch`.

import { BASE, Refused, answersTo, briefOf, groupsOf, textOf, toldOf } from "./rank.js";
import { cellsOf, delimiterOf, kindOf, recordsOf } from "./records.js";

/** Rows of the table per page, so that a long table stays fast. */
const SHOWN = 50;
/** Maximum number of listed rows that could not be ranked; the saved table contains all of them. */
const BAD_SHOWN = 100;

const byId = (id) => document.getElementById(id);
const page = byId("teams");
const columns = page.dataset.columns.split(" ");
const words = new Map(
  [...byId("teams-words").content.children].map((word) => [word.getAttribute("value"), word.textContent]),
);

/** The open file and its results. */
let file;
let found = nothing();
let from = 0;
let stopper;

function nothing() {
  return { teams: [], bad: [], profiles: false, head: undefined, stopped: false };
}

function say(key, slots = {}) {
  return words.get(key).replace(/\{(\w+)\}/g, (_, name) => slots[name] ?? name);
}

function announce(text) {
  byId("announce").textContent = text;
}

function show(id, shown = true) {
  byId(id).hidden = !shown;
}

/** Shows an error beside its fields. */
function blame(id, text, ...fields) {
  byId(id).textContent = text;
  show(id, text !== "");
  for (const field of fields) {
    if (text) byId(field).setAttribute("aria-invalid", "true");
    else byId(field).removeAttribute("aria-invalid");
  }
  if (text) byId(fields[0]).focus();
}

/** Runs the action of a button; the next action aborts it. */
async function begin(work, complain) {
  stopper?.abort();
  const own = new AbortController();
  stopper = own;
  complain("");
  try {
    await work(own.signal);
  } catch (error) {
    if (stopper !== own) return;
    show("reading", false);
    if (error.name !== "AbortError") complain(messageOf(error));
  }
}

function messageOf(error) {
  if (error instanceof Refused) return error.message;
  return error.message === "utf-8" ? say("not_text") : say("failed");
}

const blameFile = (text) => blame("file-fault", text, "file");
const blameMapping = (text) => blame("survey-fault", text, "mapping");
const blameSurvey = (text) => blame("survey-fault", text, "minimum", "mapping");

/* A file of teams */

async function openFile(signal) {
  [file] = byId("file").files;
  for (const part of ["survey", "report", "results", "reading"]) show(part, false);
  if (!file) return blameFile(say("choose"));
  if (file.size === 0) return blameFile(say("empty"));
  const chosen = byId("file-form").elements.kind.value;
  const seen = await kindOf(file, columns);
  const kind = { see: seen, teams: seen === "ndjson" ? seen : "csv", survey: seen === "zip" ? seen : "survey" }[chosen];
  if (kind === "zip") return openZip(signal);
  if (kind === "survey") return openSurvey(signal);
  found = nothing();
  found.profiles = kind === "ndjson";
  return rank(counted(file), file.size, kind === "csv", signal);
}

/** Yields the text of a file; maps decoding errors. */
async function* counted(blob) {
  try {
    for await (const text of textOf(blob.stream())) yield text;
  } catch (error) {
    throw error instanceof TypeError ? new Error("utf-8") : error;
  }
}

/** Ranks every row; shows progress, then the results. */
async function rank(chunks, size, csv, signal) {
  show("reading");
  byId("reading-heading").focus();
  byId("read").max = size;
  const progress = progressOf(size);
  const said = new Map();
  try {
    for await (const rows of groupsOf(withoutHead(recordsOf(chunks, csv), csv))) {
      let at = 0;
      for await (const answer of answersTo(rows, found.head?.text, signal)) keep(rows[at++], answer, said, progress);
      if (at < rows.length) throw new Error("the response ended early");
    }
  } catch (error) {
    if (error instanceof Refused || error.message === "utf-8") throw error;
    if (stopper.signal !== signal) throw error;
    found.stopped = true;
    if (error.name !== "AbortError") blameFile(say("broke_off"));
  }
  show("reading", false);
  showResults();
}

/** Yields rows without the header, which is sent before each group. */
async function* withoutHead(records, csv) {
  for await (const record of records) {
    if (csv && !found.head) {
      const delimiter = delimiterOf(record.text);
      found.head = { text: record.text, delimiter, names: cellsOf(record.text, delimiter).map((name) => name.trim()) };
    } else yield record;
  }
}

/** Shows progress: in the bar after every row, and to screen readers after every quarter. */
function progressOf(size) {
  let read = 0;
  let quarter = 0;
  return (letters) => {
    read = Math.min(size, read + letters);
    byId("read").value = read;
    const [kb, all] = [read, size].map((bytes) => Math.ceil(bytes / 1024));
    byId("read-text").textContent = say("progress", { read: kb, all, teams: found.teams.length });
    const passed = Math.floor((read / size) * 4);
    if (passed > quarter && passed < 4) announce(say("spoken", { percent: passed * 25 }));
    quarter = passed;
  };
}

function keep(row, answer, said, progress) {
  if (answer.recommendations) found.teams.push({ ...row, ...briefOf(answer, said), known: knownIn(row.text) });
  else found.bad.push({ ...row, why: toldOf(answer) });
  progress(new Blob([row.text]).size + 1);
}

/** Returns the non-empty cells of a row, with their column names. */
function given(text) {
  const { names, delimiter } = found.head;
  const cells = cellsOf(text, delimiter).map((cell, at) => [names[at], cell.trim()]);
  return cells.filter(([name, cell]) => name && cell !== "");
}

/** Returns the number of factors that a row answers. */
function knownIn(text) {
  const named = found.head ? given(text).map(([name]) => name.split(".")[0]) : namedIn(JSON.parse(text));
  const factors = new Set(named.filter((name) => columns.includes(name)));
  ["id", "current", "setting"].forEach((other) => factors.delete(other));
  return factors.size;
}

function namedIn(line) {
  const { factors = {}, groups = {} } = line.profile ?? line;
  const holds = ([, answer]) => typeof answer !== "object" || Object.keys(answer).length > 0;
  return [factors, ...Object.values(groups)].flatMap((answers) => Object.entries(answers).filter(holds).map(([id]) => id));
}

/** Returns a link that opens a row in the planner; the part after the `#` is not sent or logged. */
function linkTo(text) {
  if (!found.head) return `${BASE}/#${new URLSearchParams({ open: text })}`;
  const several = (name, cell) => (name === "current" ? cell.split(/[\s;]+/) : [cell]);
  return `${BASE}/#${new URLSearchParams(given(text).flatMap(([name, cell]) => several(name, cell).map((one) => [name, one])))}`;
}

/* The table */

function showResults() {
  from = 0;
  const { teams, bad, stopped } = found;
  byId("results-count").textContent = say(stopped ? "count_stopped" : "count", { teams: teams.length, bad: bad.length });
  document.querySelector("[data-save=ndjson]").hidden = !found.profiles || teams.length === 0;
  show("bad", bad.length > 0);
  show("bad-count", bad.length > BAD_SHOWN);
  byId("bad-count").textContent = say("bad_more", { shown: BAD_SHOWN, all: bad.length });
  byId("bad-lines").replaceChildren(...bad.slice(0, BAD_SHOWN).map(({ line, why }) => item(say("bad_line", { line, why }))));
  show("results");
  showRows();
  announce(byId("results-count").textContent);
  byId("results-heading").focus();
}

function showRows() {
  const to = Math.min(from + SHOWN, found.teams.length);
  byId("rows").replaceChildren(...found.teams.slice(from, to).map(rowOf));
  show("pager", found.teams.length > SHOWN);
  byId("pager-text").textContent = say("page", { from: from + 1, to, all: found.teams.length });
  byId("earlier").disabled = from === 0;
  byId("later").disabled = to === found.teams.length;
}

/** Turns a page of the table; focus stays on an enabled button. */
function turn(by) {
  from += by;
  showRows();
  announce(byId("pager-text").textContent);
  const [there, back] = by > 0 ? ["later", "earlier"] : ["earlier", "later"];
  if (byId(there).disabled) byId(back).focus();
}

const item = (text) => Object.assign(document.createElement("li"), { textContent: text });
const nameOf = (team) => team.id ?? say("no_id", { line: team.line });

function rowOf(team) {
  const row = byId("team-row").content.cloneNode(true);
  const cell = (name) => row.querySelector(`[data-cell=${name}]`);
  cell("id").textContent = nameOf(team);
  cell("known").textContent = say("known", { known: team.known, all: page.dataset.factors });
  cell("first").replaceChildren(...team.first.map((design) => item(say("design", design))));
  cell("verdict").hidden = team.verdict !== "cannot_separate";
  cell("verdict").textContent = say("cannot_separate", { number: team.group });
  cell("blocked").textContent = say(team.fixes.length ? "blocked" : "blocked_none", { number: team.fixes.length });
  cell("fixes").replaceChildren(...team.fixes.map((one) => item(say("fix", one))));
  row.querySelector("details").hidden = team.fixes.length === 0;
  cell("open").href = linkTo(team.text);
  cell("open").setAttribute("aria-label", say("open_team", { team: nameOf(team) }));
  return row;
}

/* Saving */

/** Returns a quoted cell; a leading apostrophe keeps spreadsheets from reading it as a formula. */
function quoted(cell) {
  const text = String(cell ?? "");
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csvOf({ teams, bad }) {
  const places = (first) => [0, 1, 2].flatMap((at) => [first[at]?.name, first[at]?.score, first[at]?.low, first[at]?.high]);
  const good = (team) => [team.id, team.line, team.known, ...places(team.first), team.verdict, team.fixes.length, ""];
  const wrong = (row) => ["", row.line, ...Array(15).fill(""), row.why];
  const rows = [...teams, ...bad].sort((a, b) => a.line - b.line);
  return [say("csv_head"), ...rows.map((row) => (row.why ? wrong(row) : good(row)).map(quoted).join(","))];
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

/* A survey or a roster */

async function send(path, parts, signal) {
  const form = new FormData();
  for (const [name, value] of Object.entries(parts)) form.append(name, value);
  const answer = await fetch(BASE + path, { method: "POST", body: form, signal });
  const json = await answer.json();
  if (!answer.ok) throw new Refused(json);
  return json;
}

/** Opens a zip: a roster needs no mapping; any other zip is a survey. */
async function openZip(signal) {
  try {
    await showTeams(await send("/v1/imports", { file }, signal), signal);
  } catch (error) {
    const wants = error.problem?.errors?.some(({ pointer }) => pointer === "/mapping");
    if (!wants) throw error;
    await openSurvey(signal);
  }
}

async function openSurvey(signal) {
  announce(say("busy"));
  byId("columns").replaceChildren();
  showColumns(await send("/v1/imports/mapping", { file }, signal));
  show("survey");
  byId("survey-heading").focus();
}

/** Shows the proposed mapping by column; existing rows stay in place, so focus is kept. */
function showColumns(proposed) {
  byId("mapping").value = proposed.mapping;
  for (const column of proposed.columns) {
    const place = `column-${column.column}`;
    const row = byId(place) ?? byId("columns").appendChild(columnRow(column, place));
    row.querySelector("[data-cell=why]").textContent = whyOf(column);
    const select = row.querySelector("select");
    if (select) select.value = column.becomes === "factor" ? column.factor : column.becomes;
  }
}

function columnRow(column, place) {
  const row = byId("column-row").content.firstElementChild.cloneNode(true);
  const select = row.querySelector("select");
  row.id = place;
  row.querySelector("[data-cell=column]").textContent = column.column;
  row.querySelector("[data-cell=heading]").textContent = column.heading;
  select.setAttribute("aria-label", `${say("column_of", { column: column.column })}: ${column.heading}`);
  select.dataset.column = column.column;
  if (["added", "person"].includes(column.why)) select.replaceWith(say("left_out"));
  return row;
}

function whyOf(column) {
  return say(column.why, { like: column.like ?? "", factor: nameOfPath(column.factor) });
}

function nameOfPath(path) {
  const option = byId("column-row").content.querySelector(`option[value="${CSS.escape(path ?? "")}"]`);
  return option?.textContent ?? path;
}

/** Sends all choices and updates the mapping. */
async function chose(signal) {
  const selects = [...byId("columns").querySelectorAll("select[data-chosen]")];
  const choices = JSON.stringify(Object.fromEntries(selects.map((select) => [select.dataset.column, select.value])));
  showColumns(await send("/v1/imports/mapping", { file, choices }, signal));
}

async function readSurvey(signal) {
  const parts = { file, mapping: byId("mapping").value, minimum: byId("minimum").value };
  announce(say("busy"));
  await showTeams(await send("/v1/imports", parts, signal), signal);
}

/** Shows the import report and the teams in the table. */
async function showTeams({ teams, lines }, signal) {
  byId("report-lines").replaceChildren(...lines.map(item));
  show("report");
  show("results", false);
  found = nothing();
  found.profiles = true;
  if (teams.length === 0) {
    byId("report-lines").append(item(say("no_teams")));
    return byId("report-heading").focus();
  }
  const text = teams.map((team) => `${JSON.stringify(team)}\n`).join("");
  return rank([text], new Blob([text]).size, false, signal);
}

/* Event handlers */

byId("file-form").addEventListener("submit", (event) => {
  event.preventDefault();
  begin(openFile, blameFile);
});
byId("survey-form").addEventListener("submit", (event) => {
  event.preventDefault();
  begin(readSurvey, blameSurvey);
});
byId("columns").addEventListener("change", ({ target }) => {
  target.dataset.chosen = "";
  begin(chose, blameMapping);
});
byId("cancel").addEventListener("click", () => {
  announce(say("stopped"));
  stopper.abort();
});
byId("earlier").addEventListener("click", () => turn(-SHOWN));
byId("later").addEventListener("click", () => turn(SHOWN));
document.querySelectorAll("[data-save]").forEach((button) => button.addEventListener("click", () => save(button.dataset.save)));
