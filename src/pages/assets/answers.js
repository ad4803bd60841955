// Answers of single teachers, one file each, as one survey.

import { quoted } from "./table.js";
import { cellsOf, delimiterOf, kindOf, recordsOf } from "./records.js";
import { textOf } from "./rank.js";

/** The heading of the column that names one response, so that a file that is opened twice counts once. */
const RESPONSE = "Backmap response";

/** Returns one file: the only one, or all answers together. Returns nothing if the files are not all such answers. */
export async function mergedAnswers(files) {
  const tables = await Promise.all(files.map(tableOf));
  const areAnswers = tables.every((table) => table?.names.includes(RESPONSE));
  if (!areAnswers) return files.length === 1 ? files[0] : undefined;
  const names = [...new Set(tables.flatMap((table) => table.names))].filter((name) => name !== RESPONSE);
  const seen = new Map();
  for (const table of tables) for (const row of table.rows) seen.set(row.get(RESPONSE), row);
  const rows = [...seen.values()].map((row) => names.map((name) => quoted(row.get(name))).join(","));
  const text = [names.map(quoted).join(","), ...rows].join("\n");
  return new File([`${text}\n`], "answers.csv", { type: "text/csv" });
}

/** Returns the headings and rows of a small table of answers. */
async function tableOf(file) {
  if (file.size > 1 << 20 || (await kindOf(file, [])) !== "survey") return undefined;
  const records = [];
  try {
    for await (const { text } of recordsOf(textOf(file.stream()), true)) records.push(text);
  } catch {
    return undefined;
  }
  const [head = "", ...rows] = records;
  const names = cellsOf(head.replace(/^\uFEFF/, ""), delimiterOf(head)).map((name) => name.trim());
  return { names, rows: rows.map((row) => new Map(cellsOf(row, delimiterOf(head)).map((cell, at) => [names[at], cell]))) };
}
