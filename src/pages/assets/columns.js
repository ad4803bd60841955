// The columns of a survey: the uncertain ones to decide, the recognized ones folded.

import { byId, say, show } from "./kit.js";

/** Reasons that need no look: the words of our own form, and columns that hold no answers. */
const CERTAIN = ["own_words", "added", "person"];

/** Whether every column is recognized, a team is named, and something is asked. */
export function isOwnForm(columns) {
  const becomes = (what) => columns.some((column) => column.becomes === what);
  return columns.every(({ why }) => CERTAIN.includes(why)) && becomes("team") && becomes("factor");
}

/** Shows the proposed mapping by column; existing rows stay in place, so focus is kept. */
export function showColumns(proposed) {
  byId("mapping").value = proposed.mapping;
  for (const column of proposed.columns) {
    const place = `column-${column.column}`;
    const list = CERTAIN.includes(column.why) ? "known-columns" : "columns";
    const row = byId(place) ?? byId(list).appendChild(columnRow(column, place));
    row.querySelector("[data-cell=why]").textContent = whyOf(column);
    const select = row.querySelector("select");
    if (select) {
      select.value = column.becomes === "factor" ? column.factor : column.becomes;
      const direction = row.querySelector("[data-cell=direction]");
      direction.hidden = column.becomes !== "factor";
      direction.querySelector("input").checked = column.reversed;
    }
  }
  const known = byId("known-columns").children.length;
  byId("recognized-count").textContent = say("recognized", { number: known });
  show("recognized", known > 0);
  show("unsure", byId("columns").children.length > 0);
}

function columnRow(column, place) {
  const row = byId("column-row").content.firstElementChild.cloneNode(true);
  const select = row.querySelector("select");
  row.id = place;
  row.querySelector("[data-cell=column]").textContent = column.column;
  row.querySelector("[data-cell=heading]").textContent = column.heading;
  select.setAttribute("aria-label", `${say("column_of", { column: column.column })}: ${column.heading}`);
  select.dataset.column = column.column;
  const box = row.querySelector("[data-reversed]");
  box.dataset.column = column.column;
  box.setAttribute("aria-label", `${box.nextElementSibling.textContent}: ${column.heading}`);
  if (["added", "person"].includes(column.why)) {
    row.querySelector("[data-cell=direction]").remove();
    select.replaceWith(say("left_out"));
  }
  return row;
}

function whyOf(column) {
  return say(column.why, { like: column.like ?? "", factor: nameOfPath(column.factor) });
}

function nameOfPath(path) {
  const option = byId("column-row").content.querySelector(`option[value="${CSS.escape(path ?? "")}"]`);
  return option?.textContent ?? path;
}

/** Returns all choices as JSON: what each column is used for, and which way. */
export function choices() {
  const selects = [...byId("survey").querySelectorAll("select[data-chosen]")];
  const choice = (select) => {
    const reversed = select.closest("tr").querySelector("[data-reversed]").checked;
    return ["team", "unused"].includes(select.value) ? select.value : { use: select.value, reversed };
  };
  return JSON.stringify(Object.fromEntries(selects.map((select) => [select.dataset.column, choice(select)])));
}
