// The planner's pages work without this script. With it, the ranking updates after every answer, pages change without a
// reload, and the answers are in the URL fragment after the `#`: links contain them, and server logs do not.

const main = () => document.getElementById("main");
const announcer = document.getElementById("announce");

document.documentElement.classList.add("scripted-on");

/** Returns the fields of a form as submitted, without empty ones. */
function fieldsOf(form, button) {
  const sent = new FormData(form);
  if (button?.name) sent.append(button.name, button.value);
  const pairs = [...sent].filter(([, value]) => typeof value === "string" && value.trim() !== "");
  return new URLSearchParams(pairs);
}

/** Announces a text to screen readers, if it is new. */
function announce(text) {
  if (announcer.textContent !== text) announcer.textContent = text;
}

let asking;
let waiting;

/** Posts fields to a page and returns its text; aborts the previous request. */
async function ask(path, fields) {
  asking?.abort();
  asking = new AbortController();
  const answer = await fetch(path, { method: "POST", body: fields, signal: asking.signal });
  if (!(answer.headers.get("content-type") ?? "").startsWith("text/html")) throw new Error("not a page");
  return { text: await answer.text(), ok: answer.ok };
}

/** Replaces the current page. */
function show(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  document.title = page.title;
  main().replaceWith(page.getElementById("main"));
  document.querySelector("header.top").replaceWith(page.querySelector("header.top"));
  prepare();
}

/** Fields of one-time actions; reopening a URL must not repeat them. */
const ONCE = ["open", "plan.open", "plan.add", "plan.remove", "plan.start", "plan.at"];

/** Opens a page with fields, as a link or a form would; `to` may include an anchor. */
async function go(to, fields, { remember = true, focus = true } = {}) {
  clearTimeout(waiting);
  const [path, anchor] = to.split("#");
  try {
    const { text } = await ask(path, fields);
    show(text);
    // If answers are invalid, the server returns the form instead of the requested page.
    const shown = document.getElementById("planner") ? "/" : path;
    const opened = ONCE.some((name) => fields.has(name)) ? currentFields() : fields;
    const place = opened.size ? `${shown}#${opened}` : shown;
    if (remember) history.pushState(null, "", place);
    else history.replaceState(null, "", place);
    if (focus) {
      main().focus();
      window.scrollTo(0, 0);
      announce(document.title);
      if (anchor && document.getElementById(anchor)) reach(anchor);
    }
  } catch (error) {
    if (error.name !== "AbortError") announce(announcer.dataset.failed);
  }
}

/** Returns the fields of the current page, whether visible or hidden. */
function currentFields() {
  const form = document.getElementById("planner") ?? document.getElementById("state");
  return form ? fieldsOf(form) : new URLSearchParams();
}

/** Returns the fields after the `#`, unless it is an anchor. */
function fieldsOfAddress() {
  const behind = location.hash.slice(1);
  return behind.includes("=") ? new URLSearchParams(behind) : undefined;
}

/** Leaves buttons that save files to the browser; all others change the page in place. */
function submitted(event) {
  const form = event.target;
  const button = event.submitter;
  // Read attributes, not properties: a field named `id` shadows the form's property, and a button without `formaction`
  // returns the URL of the page.
  const says = (name) => form.getAttribute(name) ?? "";
  if (says("method") !== "post" || says("enctype") === "multipart/form-data" || button?.hasAttribute("data-native")) return;
  event.preventDefault();
  const path = button?.getAttribute("formaction") || says("action");
  if (form.matches("#planner")) history.replaceState(null, "", `/#${fieldsOf(form)}`);
  go(path, fieldsOf(form, button));
}

/** Updates the ranking beside the form: at once after a choice, and after a pause in typing. */
function answered(input) {
  clearTimeout(waiting);
  const isTyped = !input.matches("[type=radio], [type=checkbox], select");
  waiting = setTimeout(refresh, isTyped ? 60 : 0);
}

async function refresh() {
  const form = document.getElementById("planner");
  if (!form?.dataset.live) return;
  const fields = fieldsOf(form);
  try {
    const { text, ok } = await ask(form.dataset.live, fields);
    const page = new DOMParser().parseFromString(text, "text/html");
    const standing = document.getElementById("standing");
    // Errors arrive as a complete form; show only its summary here.
    standing.replaceChildren(...(ok ? page.body.childNodes : [page.querySelector(".summary") ?? ""]));
    history.replaceState(null, "", fields.size ? `/#${fields}` : "/");
    const first = standing.querySelector("[data-first]")?.dataset.first;
    if (first) announce(first);
    const now = form.querySelector("[data-now]");
    if (first) now.textContent = first;
  } catch (error) {
    if (error.name !== "AbortError") announce(announcer.dataset.failed);
  }
}

/** Marks a question as answered or unanswered. */
function mark(input) {
  const factor = input.closest("fieldset.factor");
  if (!factor) return;
  const given = [...new FormData(input.form)].some(
    ([name, value]) => value !== "" && factor.querySelector(`[name="${CSS.escape(name)}"]`),
  );
  factor.classList.toggle("answered", given);
}

function changed(event) {
  const input = event.target;
  if (input.matches("[data-open-profile], [data-open-plan]")) return openFile(input);
  if (input.hasAttribute("data-live-change")) return follow(input);
  if (!input.form?.matches("#planner") || !input.name) return;
  mark(input);
  answered(input);
}

/** Shows the effect of a changed answer or weight at once; focus stays in place. */
async function follow(input) {
  const id = input.id;
  const open = [...document.querySelectorAll("main details")].map((details) => details.open);
  const fields = fieldsOf(document.getElementById("state"));
  const top = window.scrollY;
  await go(input.dataset.liveChange, fields, { remember: false, focus: false });
  [...document.querySelectorAll("main details")].forEach((details, at) => (details.open = open[at] ?? details.open));
  document.getElementById(id)?.focus({ preventScroll: true });
  window.scrollTo(0, top);
  const said = document.querySelector("[data-says]")?.textContent;
  if (said) announce(said);
}

/** Keeps a slider and the number beside it in sync. */
function slid(event) {
  const other = event.target.dataset?.twin && document.getElementById(event.target.dataset.twin);
  if (other) other.value = event.target.value;
}

async function openFile(input) {
  const [file] = input.files;
  if (!file) return;
  if (input.hasAttribute("data-open-profile")) return go("/", new URLSearchParams({ open: await file.text() }));
  go("/plan", new URLSearchParams({ "plan.open": await file.text() }));
}

async function clicked(event) {
  const target = event.target.closest("[data-copy-link], [data-print], [data-goes-to], main a[href^='#']");
  if (!target) return;
  if (target.hasAttribute("data-print")) return window.print();
  if (target.matches("a")) return goTo(event, target);
  const shown = new URL(location.href);
  const fields = fieldsOfAddress() ?? currentFields();
  shown.hash = fields.toString();
  try {
    await navigator.clipboard.writeText(shown.href);
    announce(announcer.dataset.copied);
    target.textContent = announcer.dataset.copied;
  } catch {
    window.prompt(target.textContent, shown.href);
  }
}

/** Goes to a place on this page, or to a question of the form on another page. Keeps the fields after the `#`. */
function goTo(event, link) {
  event.preventDefault();
  const place = link.dataset.goesTo ?? link.hash.slice(1);
  if (document.getElementById(place)) return reach(place);
  go("/", currentFields()).then(() => reach(place));
}

/** Opens collapsed parents of a place and focuses it, or its first field. */
function reach(place) {
  const found = document.getElementById(place);
  for (let at = found; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  found?.scrollIntoView({ block: "start" });
  const field = found?.matches("input, select, textarea") ? found : found?.querySelector("input, select, textarea");
  if (field && found.matches("fieldset, .field, .added, input, select, textarea")) return field.focus({ preventScroll: true });
  found?.setAttribute("tabindex", "-1");
  found?.focus({ preventScroll: true });
}

/** Adds the script-only controls to the current page. */
function prepare() {
  document.querySelectorAll("[data-slider]").forEach((number) => {
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: 0, max: 3, step: 0.1, value: number.value || 1, id: `${number.id}-slider` });
    slider.setAttribute("aria-label", number.labels[0]?.textContent ?? "");
    slider.dataset.twin = number.id;
    if (number.dataset.liveChange) slider.dataset.liveChange = number.dataset.liveChange;
    number.dataset.twin = slider.id;
    number.before(slider);
  });
  document.dispatchEvent(new CustomEvent("page-shown"));
}

document.addEventListener("submit", submitted);
document.addEventListener("change", changed);
document.addEventListener("input", (event) => {
  slid(event);
  if (event.target.matches("input[type=number], textarea, input[name=id]")) changed(event);
});
document.addEventListener("click", clicked);
window.addEventListener("popstate", () => {
  const fields = fieldsOfAddress();
  if (fields) go(location.pathname, fields, { remember: false });
  else if (!location.hash) location.reload();
});

/** Opens collapsed sections for printing where the page asks for it. */
function printed(isBegun) {
  document.querySelectorAll("details[data-print-open]").forEach((details) => (details.open = isBegun));
}

window.addEventListener("beforeprint", () => printed(true));
window.addEventListener("afterprint", () => printed(false));

prepare();
const given = fieldsOfAddress();
if (given) go(location.pathname, given, { remember: false, focus: false });
