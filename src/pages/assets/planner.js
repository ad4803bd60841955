// The planner's pages work without this script. With it, the ranking updates after every answer, pages change without a
// reload, and the answers are in the URL fragment after the `#`: links contain them, and server logs do not.

import { forget, isKept, list, remember } from "./drafts.js";
import { markFaults } from "./form.js";

const main = () => document.getElementById("main");
/** The path below which a proxy shows the service, if any. */
const BASE = document.documentElement.dataset.base.slice(0, -1);
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
export function announce(text) {
  if (announcer.textContent !== text) announcer.textContent = text;
}

/** The page with all questions. */
const FORM = `${BASE}/answers`;

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
export function show(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  document.title = page.title;
  main().replaceWith(page.getElementById("main"));
  document.querySelector("header.top").replaceWith(page.querySelector("header.top"));
  // A script inside the page runs again for its new elements.
  for (const script of main().querySelectorAll("script[src]")) import(`${script.src}?shown=${++shownPages}`);
  prepare();
}

let shownPages = 0;

/** Returns the address of a page with its fields and, before them, the place on the page. */
function address(path, fields, anchor) {
  const behind = [anchor, fields.toString()].filter(Boolean).join("&");
  return behind ? `${path}#${behind}` : path;
}

/** Fields of one-time actions; reopening a URL must not repeat them. */
const ONCE = [
  "open", "keep", "undo", "hear", "way.do", "plan.open", "plan.add", "plan.remove", "plan.start", "plan.at", "plan.short", "plan.offer", "plan.decline", "plan.way", "plan.days",
];

/** Opens a page with fields, as a link or a form would; `to` may include an anchor. */
async function go(to, fields, { push = true, focus = true } = {}) {
  clearTimeout(waiting);
  const [path, anchor] = to.split("#");
  try {
    const { text } = await ask(path, fields);
    show(text);
    // If answers are invalid, the server returns the form instead of the requested page.
    const shown = document.getElementById("planner") ? FORM : path;
    const opened = ONCE.some((name) => fields.has(name)) ? currentFields() : fields;
    const place = address(shown, opened, anchor);
    if (push) history.pushState(null, "", place);
    else history.replaceState(null, "", place);
    keepDraft();
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

const formNow = () => document.getElementById("planner") ?? document.getElementById("state");

/** Returns the fields of the current page, whether visible or hidden. */
function currentFields() {
  const form = formNow();
  return form ? fieldsOf(form) : new URLSearchParams();
}

/** Returns the fields after the `#`, if any; a place on the page may come before them. */
function fieldsOfAddress() {
  const behind = location.hash.slice(1);
  return behind.includes("=") ? new URLSearchParams(behind.replace(/^[^=&]*&/, "")) : undefined;
}

/** Returns the place on the page that the address names. */
function anchorOfAddress() {
  const [first] = location.hash.slice(1).split("&");
  return first.includes("=") ? "" : first;
}

/** Returns the fields as the page shows them now, and those of the address that it does not show, such as the design. */
function fieldsNow() {
  const now = currentFields();
  const shown = new Set([...(formNow()?.elements ?? [])].filter((one) => one.type !== "submit").map((one) => one.name));
  for (const [name, value] of fieldsOfAddress() ?? []) if (!shown.has(name)) now.append(name, value);
  return now;
}

/** Writes what is typed into the address, so that neither a reload nor Back loses it. */
function keepTyped() {
  clearTimeout(typing);
  history.replaceState(null, "", address(location.pathname, fieldsNow(), anchorOfAddress()));
  keepDraft();
}

let typing;
let isUnsaved = false;

const teamNow = () => fieldsOfAddress()?.get("id")?.trim() ?? "";

/** Keeps the draft of the current team, if the user ticked so. */
function keepDraft() {
  const fields = fieldsOfAddress();
  const box = document.querySelector("[data-remember]");
  if (!fields || !box?.checked) return;
  remember(teamNow(), location.pathname, fields);
  isUnsaved = false;
}

/** Remembers this team on this computer, or forgets it. */
function ticked(box) {
  if (!box.checked) return forget(teamNow());
  keepTyped();
}

/** Leaves buttons that save files to the browser; all others change the page in place. */
function submitted(event) {
  const form = event.target;
  const button = event.submitter;
  // Read attributes, not properties: a field named `id` shadows the form's property, and a button without `formaction`
  // returns the URL of the page.
  const says = (name) => form.getAttribute(name) ?? "";
  if (says("method") !== "post" || says("enctype") === "multipart/form-data" || button?.hasAttribute("data-native")) {
    isUnsaved = false;
    return;
  }
  event.preventDefault();
  const path = button?.getAttribute("formaction") || says("action");
  keepTyped();
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
    // Errors arrive as a complete form. They go beside the fields, and the result stays; an error without a field here is
    // shown in its place.
    const isMarked = markFaults(ok ? undefined : page);
    if (ok) standing.replaceChildren(...page.body.childNodes);
    else if (!isMarked) standing.replaceChildren(page.querySelector(".summary") ?? "");
    keepTyped();
    if (!ok) return announce(form.querySelector(".fault")?.textContent ?? "");
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
  if (input.matches("[data-open-profile], [data-open-plan], [data-open-days]")) return openFile(input);
  if (input.matches("[data-remember]")) return ticked(input);
  if (input.hasAttribute("data-live-change")) return follow(input);
  if (input.form?.matches("#state") && input.name) return typed(input);
  if (!input.form?.matches("#planner") || !input.name) return;
  mark(input);
  answered(input);
}

/** Keeps a changed field of a page that does not follow each change. */
function typed(input) {
  isUnsaved ||= input.matches("textarea, [type=text]");
  clearTimeout(typing);
  typing = setTimeout(keepTyped, 150);
}

/** Shows the effect of a changed answer or weight at once; focus stays in place. */
async function follow(input) {
  const id = input.id;
  const open = [...document.querySelectorAll("main details")].map((details) => details.open);
  const fields = fieldsOf(document.getElementById("state"));
  const top = window.scrollY;
  await go(input.dataset.liveChange, fields, { push: false, focus: false });
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
  if (input.hasAttribute("data-open-profile")) return go(FORM, new URLSearchParams({ open: await file.text() }));
  if (input.hasAttribute("data-open-days")) {
    const fields = fieldsOf(document.getElementById("state"));
    fields.set("plan.days", await file.text());
    return go(`${BASE}/plan/schedule`, fields);
  }
  go(`${BASE}/plan`, new URLSearchParams({ "plan.open": await file.text() }));
}

async function clicked(event) {
  const target = event.target.closest("[data-copy-link], [data-print], [data-goes-to], main a[href^='#'], a[href^='/']");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (target.hasAttribute("data-print")) return window.print();
  if (target.matches("a[href^='/']")) return takeAlong(event, target);
  if (target.matches("a")) return goTo(event, target);
  const shown = new URL(location.href);
  const fields = fieldsOfAddress() ?? currentFields();
  shown.hash = fields.toString();
  try {
    await navigator.clipboard.writeText(shown.href);
    isUnsaved = false;
    announce(announcer.dataset.copied);
    target.textContent = announcer.dataset.copied;
  } catch {
    window.prompt(target.textContent, shown.href);
  }
}

/** Opens a link to another page with the answers, so that none gets lost on the way. */
function takeAlong(event, link) {
  const fields = currentFields();
  if (!fields.size || link.target || link.hasAttribute("data-plain")) return;
  event.preventDefault();
  keepTyped();
  go(link.pathname + link.hash, fields);
}

/** Goes to a place on this page, or to a question of the form on another page. Keeps the fields after the `#`. */
function goTo(event, link) {
  event.preventDefault();
  const place = link.dataset.goesTo ?? link.hash.slice(1);
  if (document.getElementById(place)) return reach(place);
  go(FORM, currentFields()).then(() => reach(place));
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
  const box = document.querySelector("[data-remember]");
  if (box) box.checked = isKept(teamNow());
  const drafts = document.getElementById("drafts");
  if (drafts) list(drafts);
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
  if (fields) go(address(location.pathname, "", anchorOfAddress()), fields, { push: false });
  else if (!location.hash) location.reload();
});
// What is typed is in the address; only closing the page loses it.
window.addEventListener("beforeunload", (event) => {
  if (isUnsaved) event.preventDefault();
});

/** Opens collapsed sections for printing where the page asks for it. */
function printed(isBegun) {
  document.querySelectorAll("details[data-print-open]").forEach((details) => (details.open = isBegun));
}

window.addEventListener("beforeprint", () => printed(true));
window.addEventListener("afterprint", () => printed(false));

prepare();
const given = fieldsOfAddress();
const place = anchorOfAddress();
if (given) go(place ? `${location.pathname}#${place}` : location.pathname, given, { push: false, focus: place !== "" });
