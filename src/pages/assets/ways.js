// The hidden teams: why each is hidden, and what can be done about it.

import { byId, item, say, show } from "./kit.js";

const HIDDEN = ["suppressed_too_few_answers", "suppressed_would_give_away_others"];

/** Shows the hidden teams of a report; teams that are joined already cannot be joined another way. */
export function showWays({ teams = [], minimum = 0 } = {}) {
  const hidden = teams.filter(({ became }) => HIDDEN.includes(became));
  const named = hidden.filter(({ id }) => id !== null);
  const isJoined = teams.some(({ became }) => became === "joined");
  show("hidden", hidden.length > 0);
  byId("hidden-teams").replaceChildren(...named.map((team) => item(sentence(team, named, minimum))));
  const unnamed = hidden.length - named.length;
  if (unnamed) byId("hidden-teams").append(item(say("hidden_unnamed", { number: unnamed })));
  byId("agreed-links").replaceChildren(...named.map(agreedLink));
  byId("join-boxes").replaceChildren(...named.map(joinBox));
  show("way-join", named.length > 1 && !isJoined);
  show("way-fewer", minimum > Number(byId("hidden").dataset.least));
}

function sentence({ id, answers, became }, named, minimum) {
  if (became === HIDDEN[0]) return say("hidden_few", { team: id, answers, minimum });
  const others = named.filter((team) => team.became === HIDDEN[0]).map((team) => team.id);
  return say(others.length ? "hidden_others" : "hidden_rest", { team: id, answers, others: others.join(", ") });
}

function agreedLink({ id }) {
  const link = byId("agreed-link").content.firstElementChild.cloneNode(true);
  link.href += `#${new URLSearchParams({ id })}`;
  link.textContent = say("agree", { team: id });
  return link;
}

function joinBox({ id, answers }) {
  const box = byId("join-box").content.firstElementChild.cloneNode(true);
  box.querySelector("input").value = id;
  box.querySelector("span").textContent = say("join_one", { team: id, answers });
  return box;
}

/** Returns a mapping that joins the checked teams. */
export function joining(mapping) {
  const names = new FormData(byId("join-form")).getAll("joined");
  // Strings of JSON are strings of TOML, too. The key belongs before the first table.
  return `joined = ${JSON.stringify(names)}\n${mapping}`;
}
