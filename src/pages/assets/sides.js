// Teachers and principal side by side: where their answers are farthest apart.

import { blame, byId, factorName, item, levelWords, say } from "./kit.js";
import { farthest, levelsOf } from "./measures.js";
import { nameOf } from "./table.js";

/** How many differences are shown. */
const MOST = 3;

let teams = [];

/** Forgets the teams of the last file. */
export function compareWith(found) {
  teams = found;
  byId("differences").replaceChildren();
  byId("principal").value = "";
  blame("principal-fault", "");
}

async function opened() {
  const told = [];
  const wrong = [];
  for (const file of byId("principal").files) {
    const text = await file.text();
    try {
      const line = JSON.parse(text);
      const { id } = line.profile ?? line;
      const team = teams.find((one) => same(one.id, id)) ?? (teams.length === 1 && !id ? teams[0] : undefined);
      if (team) told.push(...differences(team, levelsOf(text)));
      else wrong.push(say("sides_unknown", { file: file.name, team: id ?? "" }));
    } catch {
      wrong.push(say("sides_no_profile", { file: file.name }));
    }
  }
  byId("differences").replaceChildren(...told);
  blame("principal-fault", wrong.join(" "), ...(wrong.length ? ["principal"] : []));
}

const tidy = (name) => String(name ?? "").trim().toLowerCase();
const same = (one, other) => tidy(one) !== "" && tidy(one) === tidy(other);

function differences(team, own) {
  const heading = document.createElement("h4");
  heading.textContent = nameOf(team);
  const apart = farthest(team.levels, own, MOST).filter(({ path }) => factorName(path));
  const list = document.createElement("ul");
  const told = apart.map(({ path, first, second }) =>
    item(
      say("difference", {
        factor: factorName(path),
        teachers: first.toFixed(1),
        teachers_words: levelWords(path, first),
        principal: second.toFixed(1).replace(/\.0$/, ""),
        principal_words: levelWords(path, second),
      }),
    ),
  );
  list.replaceChildren(...(told.length ? told : [item(say("no_difference"))]));
  return [heading, list];
}

/** Makes the field for the principal's profiles work; the page may be shown anew. */
export function prepareSides() {
  byId("principal").addEventListener("change", opened);
}
