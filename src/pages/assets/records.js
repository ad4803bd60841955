// Splits a file of teams into rows as they arrive, so that no file is too large: lines of NDJSON, or rows of a table
// whose quoted cells may contain line breaks.

/** Maximum row length of the service. A longer row never ends, for example because of an open quote. */
const LONGEST_ROW = 1 << 20;

/** Returns the type of a file from its first bytes: teams as `ndjson` or `csv`, a `survey`, or a `zip` (perhaps a roster). */
export async function kindOf(file, columns, ignored = []) {
  const head = new Uint8Array(await file.slice(0, 65_536).arrayBuffer());
  if (head[0] === 0x50 && head[1] === 0x4b) return "zip";
  const text = new TextDecoder().decode(head).trimStart();
  if (text.startsWith("{")) return "ndjson";
  const [line] = text.split(/\r?\n/, 1);
  const names = cellsOf(line, delimiterOf(line)).filter((name) => name.trim() !== "" && !ignored.includes(name.trim()));
  const known = names.filter((name) => columns.includes(name.trim().split(".")[0]));
  // The service reports misspelled names; a survey has almost none of these names.
  return known.length * 2 > names.length ? "csv" : "survey";
}

/** Yields rows with their first line number, as they arrive. `csv` keeps quoted line breaks inside a row. */
export async function* recordsOf(chunks, csv) {
  let rest = "";
  let line = 1;
  for await (const chunk of chunks) {
    const { rows, left } = cut(rest + chunk, csv);
    for (const row of rows) {
      const text = row.replace(/\r$/, "");
      // Skip empty lines of a table; the service reports empty lines of NDJSON.
      if (text !== "" || !csv) yield { line, text };
      line += row.split("\n").length;
    }
    rest = left;
    if (rest.length > LONGEST_ROW) {
      yield { line, text: rest };
      line += rest.split("\n").length - 1;
      rest = "";
    }
  }
  if (rest !== "") yield { line, text: rest.replace(/\r$/, "") };
}

/** Returns complete rows and the rest after the last one. */
function cut(text, csv) {
  const rows = [];
  let begin = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (csv && letter === '"') quoted = !quoted;
    else if (letter === "\n" && !quoted) {
      rows.push(text.slice(begin, at));
      begin = at + 1;
    }
  }
  return { rows, left: text.slice(begin) };
}

/** Returns the cell delimiter of a table, from its header. */
export function delimiterOf(head) {
  const counted = [",", ";", "\t"].map((sign) => [head.split(sign).length, sign]);
  return counted.sort(([a], [b]) => b - a)[0][1];
}

/** Returns the cells of a row. */
export function cellsOf(row, delimiter) {
  const cells = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < row.length; at += 1) {
    const letter = row[at];
    if (letter === '"' && quoted && row[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (letter === '"') quoted = !quoted;
    else if (letter === delimiter && !quoted) {
      cells.push(cell);
      cell = "";
    } else cell += letter;
  }
  return [...cells, cell];
}
