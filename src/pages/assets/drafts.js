// Drafts on this computer, only for teams whose user ticks so: one for each team name, the latest first.

const KEY = "backmap.drafts";
/** The most drafts kept. */
const MOST = 10;

/** Returns the drafts: team, path, fields as text, and the time in milliseconds. */
export function drafts() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.fields === "string" && one.path?.startsWith("/")) : [];
  } catch {
    return [];
  }
}

function keep(all) {
  if (all.length) localStorage.setItem(KEY, JSON.stringify(all.slice(0, MOST)));
  else localStorage.removeItem(KEY);
}

export const isKept = (team) => drafts().some((one) => one.team === team);

export const forget = (team) => keep(drafts().filter((one) => one.team !== team));

/** Keeps the fields of a team and the page that shows them. */
export function remember(team, path, fields) {
  const rest = drafts().filter((one) => one.team !== team);
  keep([{ team, path, fields: fields.toString(), at: Date.now() }, ...rest]);
}

const UNITS = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000]];

/** Returns how long ago a time was, in the language of the page. */
function ago(time) {
  const passed = Date.now() - time;
  const [unit, size] = UNITS.find(([, size]) => passed >= size) ?? ["minute", 60_000];
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  return format.format(-Math.round(passed / size), unit);
}

/** Lists the drafts on the first screen, each with a link to go on and a button to forget it. */
export function list(place) {
  const { go, forget: label, unnamed } = place.dataset;
  const items = drafts().map(({ team, path, fields, at }) => {
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: `${path}#${fields}`, className: "button primary" });
    link.textContent = go.replace("{team}", team || unnamed).replace("{ago}", ago(at));
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.addEventListener("click", () => {
      forget(team);
      list(place);
    });
    item.append(link, " ", button);
    return item;
  });
  place.querySelector("ul").replaceChildren(...items);
  place.hidden = items.length === 0;
}
