// Calls every operation of a generated TypeScript client with its example. calls.ts comes from run.py.
//
// Usage: node call.js BASE_URL

import { calls, sdk } from "./calls.js";

const base = process.argv[2];
const statuses: number[] = [];
const send = globalThis.fetch;

// The generated addresses have no origin, because the document's server is `/`.
globalThis.fetch = async (input, init) => {
  const answer = await send(typeof input === "string" ? new URL(input, base) : input, init);
  statuses.push(answer.status);
  return answer;
};

if ("client" in sdk) {
  (sdk.client as { setConfig(config: object): void }).setConfig({ baseUrl: base, throwOnError: true });
}

async function main(): Promise<void> {
  for (const [operation, call] of Object.entries(calls)) {
    statuses.length = 0;
    try {
      await call();
    } catch (error) {
      throw new Error(`${operation} failed`, { cause: error });
    }
    if (statuses.join() !== "200") {
      throw new Error(`${operation} answered ${statuses.join()}`);
    }
  }
  console.log(`${Object.keys(calls).length} operations called`);
}

void main();
