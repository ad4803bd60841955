// What the scripts of the page for many teams share: its elements, its texts, and messages beside fields.

export const byId = (id) => document.getElementById(id);
const texts = (id) => new Map([...byId(id).content.children].map((word) => [word.getAttribute("value"), word.textContent]));
const words = texts("teams-words");
const levels = texts("level-words");

export function say(key, slots = {}) {
  return words.get(key).replace(/\{(\w+)\}/g, (_, name) => slots[name] ?? name);
}

/** Returns the name of a factor or a part of one, if it has levels. */
export const factorName = (path) => levels.get(path);

/** Returns the nearest level in words. */
export const levelWords = (path, level) => levels.get(`${path}=${Math.round(level)}`);

export function announce(text) {
  byId("announce").textContent = text;
}

export function show(id, shown = true) {
  byId(id).hidden = !shown;
}

/** Shows an error beside its fields. */
export function blame(id, text, ...fields) {
  byId(id).textContent = text;
  show(id, text !== "");
  for (const field of fields) {
    if (text) byId(field).setAttribute("aria-invalid", "true");
    else byId(field).removeAttribute("aria-invalid");
  }
  if (text && fields.length) byId(fields[0]).focus();
}

export const item = (text) => Object.assign(document.createElement("li"), { textContent: text });
