// Sends rows to the public API in groups and extracts what the table shows from each response.

/** The path below which a proxy shows the service, if any. */
export const BASE = document.documentElement.dataset.base.slice(0, -1);

const PATH = `${BASE}/v1/recommendations/batch?top=3&answer=whole`;

/** Limits of one group of rows, because each response is long. */
const MOST_LETTERS = 256 * 1024;
const MOST_ROWS = 200;

/** Yields groups of rows to send together. */
export async function* groupsOf(records) {
  let group = [];
  let letters = 0;
  for await (const record of records) {
    group.push(record);
    letters += record.text.length;
    if (group.length === MOST_ROWS || letters >= MOST_LETTERS) {
      yield group;
      group = [];
      letters = 0;
    }
  }
  if (group.length) yield group;
}

/**
 * Yields the response to each row as it arrives. `head` is the header line of a table, of which the columns named by
 * `ignored` are left out; NDJSON has none.
 */
export async function* answersTo(rows, head, ignored, signal) {
  const lines = [head, ...rows.map((row) => row.text)].filter((line) => line !== undefined);
  const type = head === undefined ? "application/x-ndjson" : "text/csv";
  const headers = { "content-type": type, accept: "application/x-ndjson" };
  const path = PATH + ignored.map((name) => `&ignore=${encodeURIComponent(name)}`).join("");
  const answer = await fetch(path, { method: "POST", headers, body: `${lines.join("\n")}\n`, signal });
  if (!answer.ok) throw new Refused(await answer.json());
  let rest = "";
  for await (const chunk of textOf(answer.body)) {
    const whole = (rest + chunk).split("\n");
    rest = whole.pop();
    for (const line of whole) yield JSON.parse(line);
  }
}

/** A problem returned by the service. */
export class Refused extends Error {
  constructor(problem) {
    super(toldOf(problem));
    this.problem = problem;
  }
}

/** Returns the full message of a problem. */
export function toldOf({ detail, errors = [] }) {
  return errors.length > 1 ? errors.map((error) => `${error.pointer}: ${error.detail}`).join("\n") : detail;
}

/** Yields the text of a byte stream; throws a TypeError if the bytes are not UTF-8. */
export async function* textOf(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream("utf-8", { fatal: true })).getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Returns the part of a response that the table shows; identical strings are stored once. */
export function briefOf(answer, said) {
  const once = (text) => said.get(text) ?? (said.set(text, text), text);
  const first = answer.recommendations.map(({ name, score, interval }) => {
    const [low, high] = [interval.low, interval.high].map(Math.round);
    return { name: once(name), score: Math.round(score), low, high };
  });
  const fixes = answer.not_feasible.map((one) => ({
    design: once(one.name),
    fix: once(one.fix?.statement.text ?? one.reason),
  }));
  const verdict = answer.first_place?.verdict ?? null;
  return { id: answer.profile_id, first, fixes, verdict, group: answer.first_place?.group.length ?? 0 };
}
