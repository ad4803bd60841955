// Calls the service with the types made from its OpenAPI document, and adds up the reasons of every design.
//
// Usage: node sums.js BASE_URL REQUEST.json

import { readFile } from "node:fs/promises";

import type { components, paths } from "./api.js";

type Answer = paths["/v1/recommendations"]["post"]["responses"]["200"]["content"]["application/json"];
type Designs = paths["/v1/designs"]["get"]["responses"]["200"]["content"]["application/json"];
type Request = paths["/v1/recommendations"]["post"]["requestBody"]["content"]["application/json"];
type Recommended = components["schemas"]["Recommended"];

async function call<Body>(url: URL, init?: RequestInit): Promise<Body> {
  const response = await fetch(url, init);
  if (response.status !== 200) {
    throw new Error(`${url.pathname} answered ${response.status}: ${await response.text()}`);
  }
  return (await response.json()) as Body;
}

const hundredths = (points: number): number => Math.round(points * 100);

function addsUp(design: Recommended): boolean {
  const parts = [design.base_value, design.other_contributions, ...design.contributions.map((part) => part.contribution)];
  return parts.map(hundredths).reduce((sum, part) => sum + part, 0) === hundredths(design.score);
}

const [base, file] = process.argv.slice(2);
if (base === undefined || file === undefined) {
  throw new Error("usage: node sums.js BASE_URL REQUEST.json");
}

const listed = await call<Designs>(new URL("/v1/designs", base));
const known = listed.designs.map((design) => design.id).sort();
const request = JSON.parse(await readFile(file, "utf8")) as Request;

const everything = (["none", "summary", "full"] as const).map((explain): Request => ({ ...request, options: { explain } }));

for (const body of [request, ...everything]) {
  const answer = await call<Answer>(new URL("/v1/recommendations", base), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const options = JSON.stringify(body.options ?? {});
  const wrong = answer.recommendations.filter((design) => !addsUp(design)).map((design) => design.design);
  if (answer.recommendations.length === 0 || wrong.length > 0) {
    throw new Error(`${options}: no recommendations, or reasons that do not add up: ${wrong.join(", ")}`);
  }
  if (body !== request) {
    const placed = [...answer.recommendations, ...answer.not_feasible].map((design) => design.design).sort();
    if (placed.join() !== known.join()) {
      throw new Error(`${options}: answered ${placed.join()}; listed ${known.join()}`);
    }
  }
  console.log(`${options}: ${answer.recommendations.length} scores add up`);
}
