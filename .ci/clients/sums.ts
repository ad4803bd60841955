// Calls the service with the types generated from its OpenAPI document, and adds up the reasons of every design and the
// differences between two of them.
//
// Usage: node sums.js BASE_URL REQUEST.json

import { readFile } from "node:fs/promises";

import type { components, paths } from "./api.js";

type Answer = paths["/v1/recommendations"]["post"]["responses"]["200"]["content"]["application/json"];
type Contrast = paths["/v1/contrasts"]["post"]["responses"]["200"]["content"]["application/json"];
type Contrasted = paths["/v1/contrasts"]["post"]["requestBody"]["content"]["application/json"];
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

async function post<Body>(url: URL, body: unknown): Promise<Body> {
  return call<Body>(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

const hundredths = (points: number): number => Math.round(points * 100);

const makes = (parts: number[], whole: number): boolean =>
  parts.map(hundredths).reduce((sum, part) => sum + part, 0) === hundredths(whole);

function addsUp(design: Recommended): boolean {
  const parts = design.contributions.map((part) => part.contribution);
  return makes([design.base_value, design.other_contributions, ...parts], design.score);
}

function setsApart(contrast: Contrast): boolean {
  const points = (support: { points: number }[]): number[] => support.map((one) => one.points);
  return (
    makes([contrast.first.score, -contrast.second.score], contrast.difference) &&
    makes(contrast.factors.map((factor) => factor.difference), contrast.difference) &&
    contrast.tradeoffs.every((one) => makes(points(one.answered_by), one.against)) &&
    makes(points(contrast.lead_from), Math.abs(contrast.difference))
  );
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
  const answer = await post<Answer>(new URL("/v1/recommendations", base), body);
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

const [first, second] = known as Contrasted["designs"];
if (first === undefined || second === undefined) {
  throw new Error(`listed ${known.join()}`);
}
const asked: Contrasted = { profile: request.profile, designs: [first, second] };
const contrast = await post<Contrast>(new URL("/v1/contrasts", base), asked);
if (!setsApart(contrast)) {
  throw new Error(`what sets ${first} and ${second} apart does not add up: ${JSON.stringify(contrast)}`);
}
console.log(`${first} and ${second}: ${contrast.factors.length} differences add up`);
