// A file of teams cut into rows as they come, so that no file is too large: lines of NDJSON, or rows of a table, whose
// cells may hold line ends between quotes.

/** No row of the service is longer; what is, never ends, as where a quote is open. */
const LONGEST_ROW = 1 << 20;

/** What a file holds, by its beginning: teams as `ndjson` or `csv`, a `survey`, or a `zip`, which may be a roster. */
export async function kindOf(file, columns) {
  const head = new Uint8Array(await file.slice(0, 65_536).arrayBuffer());
  if (head[0] === 0x50 && head[1] === 0x4b) return "zip";
  const text = new TextDecoder().decode(head).trimStart();
  if (text.startsWith("{")) return "ndjson";
  const [line] = text.split(/\r?\n/, 1);
  const names = cellsOf(line, delimiterOf(line)).filter((name) => name.trim() !== "");
  const known = names.filter((name) => columns.includes(name.trim().split(".")[0]));
  // A misspelt name is for the service to tell; a survey has next to none of these names.
  return known.length * 2 > names.length ? "csv" : "survey";
}

/** The rows of a text with the line that each begins on, as they arrive. `csv` keeps quoted line ends together. */
export async function* recordsOf(chunks, csv) {
  let rest = "";
  let line = 1;
  for await (const chunk of chunks) {
    const { rows, left } = cut(rest + chunk, csv);
    for (const row of rows) {
      const text = row.replace(/\r$/, "");
      // An empty line of a table is no row; one of NDJSON is answered as what it is.
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

/** Whole rows, and what is left after the last of them. */
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

/** What stands between the cells of a table, by its head. */
export function delimiterOf(head) {
  const counted = [",", ";", "\t"].map((sign) => [head.split(sign).length, sign]);
  return counted.sort(([a], [b]) => b - a)[0][1];
}

/** The cells of a row. */
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
