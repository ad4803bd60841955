// Shows how far a district report is, and stops it on request. Without this script the form works the same, and the
// browser shows that it waits.

import { announce, show } from "./planner.js";

const byId = (id) => document.getElementById(id);
const form = byId("district-form");

let stopping;

/** Shows or hides the progress in place of the button. */
function wait(isWaiting) {
  byId("district-wait").hidden = !isWaiting;
  form.querySelector("fieldset").disabled = isWaiting;
}

/** Returns the lines of an answer as they arrive, parsed. */
async function* linesOf(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) yield JSON.parse(line);
  }
}

/** Shows a step: in the bar at once, and to screen readers when the stage changes. */
function step({ done, of, words, stage }) {
  byId("district-bar").value = (100 * done) / Math.max(of, 1);
  byId("district-stage").textContent = words;
  if (stage !== byId("district-wait").dataset.stage) announce(words);
  byId("district-wait").dataset.stage = stage;
}

/** Sends the form and shows the report, or what is wrong. */
async function report(event) {
  event.preventDefault();
  const fields = new FormData(form);
  byId("district-broken").hidden = true;
  wait(true);
  stopping = new AbortController();
  try {
    const asked = { method: "POST", body: fields, headers: { accept: "application/x-ndjson, text/html" } };
    const answer = await fetch(form.action, { ...asked, signal: stopping.signal });
    if (!(answer.headers.get("content-type") ?? "").startsWith("application/x-ndjson")) return shown(await answer.text());
    for await (const line of linesOf(answer)) {
      if (line.page) return shown(line.page);
      if (line.problem) throw new Error(line.problem);
      step(line);
    }
    throw new Error("the answer ended early");
  } catch (error) {
    wait(false);
    byId("district-broken").hidden = error.name === "AbortError";
  }
}

function shown(page) {
  show(page);
  document.getElementById("main").focus();
  window.scrollTo(0, 0);
  announce(document.title);
}

form.addEventListener("submit", report);
byId("district-stop").addEventListener("click", () => stopping?.abort());
