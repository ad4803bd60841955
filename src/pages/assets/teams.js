// Many teams: the public API ranks a file of teams while it is read. A survey becomes teams first, after the user confirms
// its columns. The page uses only `/v1/imports`, `/v1/imports/mapping`, and `/v1/recommendations/batch`.

import { choices, isOwnForm, showColumns } from "./columns.js";
import { mergedAnswers } from "./answers.js";
import { announce, blame, byId, item, say, show } from "./kit.js";
import { levelsOf } from "./measures.js";
import { BASE, Refused, answersTo, briefOf, groupsOf, textOf, toldOf } from "./rank.js";
import { cellsOf, delimiterOf, kindOf, recordsOf } from "./records.js";
import { compareWith, prepareSides } from "./sides.js";
import { prepareTable, showResults } from "./table.js";
import { joining, showWays } from "./ways.js";

const columns = byId("teams").dataset.columns.split(" ");

/** The open file and its results. */
let file;
let found = nothing();
let stopper;

function nothing() {
  return { teams: [], bad: [], profiles: false, head: undefined, ignored: [], stopped: false };
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

/** Returns the names of the columns to leave out. */
function ignored() {
  return byId("ignore").value.split(",").map((name) => name.trim()).filter(Boolean);
}

const blameFile = (text) => blame("file-fault", text, "file");
const blameMapping = (text) => blame("survey-fault", text, "mapping");
const blameSurvey = (text) => blame("survey-fault", text, "minimum", "mapping");

/* A file of teams */

async function openFile(signal) {
  for (const part of ["survey", "report", "hidden", "results", "reading"]) show(part, false);
  const files = [...byId("file").files];
  if (files.length === 0) return blameFile(say("choose"));
  if (files.some(({ size }) => size === 0)) return blameFile(say("empty"));
  file = await mergedAnswers(files);
  if (!file) return blameFile(say("several"));
  const chosen = byId("file-form").elements.kind.value;
  const left = ignored();
  const seen = await kindOf(file, columns, left);
  const kind = { see: seen, teams: seen === "ndjson" ? seen : "csv", survey: seen === "zip" ? seen : "survey" }[chosen];
  if (kind === "zip") return openZip(signal);
  if (kind === "survey") return openSurvey(signal);
  found = nothing();
  found.profiles = kind === "ndjson";
  if (!found.profiles) found.ignored = left;
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
      for await (const answer of answersTo(rows, found.head?.text, found.ignored, signal)) keep(rows[at++], answer, said, progress);
      if (at < rows.length) throw new Error("the response ended early");
    }
  } catch (error) {
    if (error instanceof Refused || error.message === "utf-8") throw error;
    if (stopper.signal !== signal) throw error;
    found.stopped = true;
    if (error.name !== "AbortError") blameFile(say("broke_off"));
  }
  show("reading", false);
  showResults(found, linkTo);
  compareWith(found.teams);
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
  if (answer.recommendations) found.teams.push({ ...row, ...briefOf(answer, said), ...toldBy(row.text) });
  else found.bad.push({ ...row, why: toldOf(answer) });
  progress(new Blob([row.text]).size + 1);
}

/** Returns the non-empty cells of a row, with their column names. */
function given(text) {
  const { names, delimiter } = found.head;
  const cells = cellsOf(text, delimiter).map((cell, at) => [names[at], cell.trim()]);
  return cells.filter(([name, cell]) => name && cell !== "" && !found.ignored.includes(name));
}

/** Returns how many factors a row answers, and their levels. */
function toldBy(text) {
  return { known: knownIn(text), levels: levelsOf(text, found.head && given(text)) };
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

/** Returns what opens a row in the planner, after the `#` of its link. */
function linkTo(text) {
  if (!found.head) return new URLSearchParams({ open: text });
  const several = (name, cell) => (name === "current" ? cell.split(/[\s;]+/) : [cell]);
  return new URLSearchParams(given(text).flatMap(([name, cell]) => several(name, cell).map((one) => [name, one])));
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
  byId("known-columns").replaceChildren();
  const proposed = await send("/v1/imports/mapping", { file }, signal);
  showColumns(proposed);
  // An export of our own form needs no decision; the columns can still be looked at.
  if (isOwnForm(proposed.columns)) return readSurvey(signal);
  openColumns();
}

/** Sends all choices and updates the mapping. */
async function chose(signal) {
  showColumns(await send("/v1/imports/mapping", { file, choices: choices() }, signal));
}

function openColumns() {
  show("survey");
  byId("survey-heading").focus();
}

async function readSurvey(signal, mapping = byId("mapping").value) {
  const parts = { file, mapping, minimum: byId("minimum").value };
  announce(say("busy"));
  await showTeams(await send("/v1/imports", parts, signal), signal);
}

function responsesOf({ rows_counted: counted, rows_dropped: reasons }) {
  const dropped = Object.values(reasons).reduce((sum, rows) => sum + rows, 0);
  const key = dropped ? "responses_dropped" : "responses";
  return say(key, { number: counted + dropped, counted });
}

/** Shows the import report and the teams in the table. */
async function showTeams({ teams, lines, report }, signal) {
  byId("report-short").textContent = report ? responsesOf(report) : "";
  show("change-columns", Boolean(report));
  showWays(report ?? undefined);
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

prepareTable();
prepareSides();
byId("file-form").addEventListener("submit", (event) => {
  event.preventDefault();
  begin(openFile, blameFile);
});
byId("survey-form").addEventListener("submit", (event) => {
  event.preventDefault();
  begin(readSurvey, blameSurvey);
});
byId("survey").addEventListener("change", ({ target }) => {
  if (!target.matches("select, [data-reversed]")) return;
  target.closest("tr").querySelector("select").dataset.chosen = "";
  begin(chose, blameMapping);
});
byId("change-columns").addEventListener("click", openColumns);
byId("join-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const mapping = joining(byId("mapping").value);
  begin((signal) => readSurvey(signal, mapping), (text) => blame("join-fault", text));
});
byId("fewer").addEventListener("click", () => {
  byId("minimum").value = byId("hidden").dataset.least;
  begin(readSurvey, (text) => blame("join-fault", text));
});
byId("cancel").addEventListener("click", () => {
  announce(say("stopped"));
  stopper.abort();
});
