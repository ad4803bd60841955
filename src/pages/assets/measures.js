// What a team's answers say, as levels from 1 to 5: of each factor, and of the columns of the table.

/** The level from which nothing is in the way. */
const ENOUGH = 3;

/** Returns the mean level of each factor or part that a row answers; `cells` are the names and cells of a table's row. */
export function levelsOf(text, cells) {
  const sums = new Map();
  const add = (path, level, people = 1) => {
    if (!(level >= 1 && level <= 5 && people > 0)) return;
    const { sum, all } = sums.get(path) ?? { sum: 0, all: 0 };
    sums.set(path, { sum: sum + level * people, all: all + people });
  };
  if (cells) {
    for (const [name, cell] of cells) {
      const [, path, count] = name.match(/^(.*?)(?:\.count_([1-5]))?$/);
      if (count) add(path, Number(count), Number(cell));
      else add(path, Number(cell));
    }
  } else addLine(JSON.parse(text), add);
  return new Map([...sums].map(([path, { sum, all }]) => [path, sum / all]));
}

function addLine(line, add) {
  const { factors, groups } = line.profile ?? line;
  const known = new Set();
  for (const answers of [factors, ...Object.values(groups ?? {})]) {
    for (const [id, answer] of Object.entries(answers ?? {})) {
      if (!known.has(id)) addAnswer(id, answer, add);
      known.add(id);
    }
  }
}

function addAnswer(path, answer, add) {
  if (typeof answer === "number") add(path, answer);
  else if (Array.isArray(answer?.counts)) answer.counts.forEach((people, at) => add(path, at + 1, people));
  else if (typeof answer?.level === "number") add(path, answer.level);
  else if (answer && typeof answer === "object") {
    for (const [part, own] of Object.entries(answer)) if (typeof own === "object" || path === "resources") addAnswer(`${path}.${part}`, own, add);
  }
}

/** Returns the level of each measure, which is the mean of its factors; `undefined` if no answer is known. */
export function measured(measures, levels) {
  return Object.fromEntries(
    measures.map(({ id, paths }) => {
      const known = paths.map((path) => levels.get(path)).filter((level) => level !== undefined);
      return [id, known.length ? known.reduce((sum, level) => sum + level, 0) / known.length : undefined];
    }),
  );
}

/** Returns how much is in a team's way: the mean of what its levels lack, from 0 to 4; unknown levels do not count. */
export function inTheWay(levels) {
  const known = Object.values(levels).filter((level) => level !== undefined);
  return known.length ? known.reduce((sum, level) => sum + 5 - level, 0) / known.length : undefined;
}

/** Returns the measures below what is enough, lowest first. */
export function lowest(levels) {
  const low = Object.entries(levels).filter(([, level]) => level !== undefined && level < ENOUGH);
  return low.sort(([, a], [, b]) => a - b).map(([id]) => id);
}

/** Returns teams in order; those whose value is unknown are last both ways. */
export function sorted(teams, valueOf, ascending) {
  const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, undefined, { numeric: true }) : a - b);
  const known = teams.filter((team) => valueOf(team) !== undefined);
  const rest = teams.filter((team) => valueOf(team) === undefined);
  known.sort((a, b) => (ascending ? 1 : -1) * compare(valueOf(a), valueOf(b)) || a.line - b.line);
  return [...known, ...rest];
}

/** Returns where two people's or groups' answers are farthest apart. */
export function farthest(first, second, most) {
  const both = [...first].filter(([path]) => second.has(path)).map(([path, level]) => ({ path, first: level, second: second.get(path) }));
  const apart = ({ first: a, second: b }) => Math.abs(a - b);
  return both.filter((one) => apart(one) >= 1).sort((a, b) => apart(b) - apart(a)).slice(0, most);
}
