import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mongoCall } from "../src/mongo-call.ts";
import { embeddedMongo } from "../src/mongo-program.ts";
import { type Parts, startParts } from "../src/parts.ts";
import { resetState } from "../src/reset-state.ts";

// The wheel itself. Nobody asks the other two parts, which count as named.
const elsewhere = { kafkaBrokers: "", schemaRegistryUrl: "" };
const folder = mkdtempSync(join(tmpdir(), "mongo-part-"));
const program = embeddedMongo();
const test_ = program === undefined ? test.skip : test;
let parts: Parts;

beforeAll(async () => {
  if (program === undefined) process.stderr.write("No Python of 3.10 or later with venv: skipped\n");
  else parts = await startParts({ folder, mongo: program, ...elsewhere });
}, 300_000);

afterAll(async () => {
  await parts?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const port = () => parts.mongo?.port as number;
const documents = async () => (await mongoCall(port(), { count: "things" })).n;

test_("its address is told, on this machine alone, and its data folder has the version in its name", () => {
  expect(parts.mongodbUri).toBe(`mongodb://127.0.0.1:${port()}`);
  expect(readdirSync(join(folder, "mongo"))).toEqual(["secantusdb-0.7.0b3"]);
});

test_(
  "after kill -9 it comes back with what it had acknowledged",
  async () => {
    const things = Array.from({ length: 100 }, (_, _id) => ({ _id }));
    const concern = { writeConcern: { w: "majority", j: true } };
    expect(await mongoCall(port(), { insert: "things", documents: things, ...concern })).toMatchObject({
      ok: 1,
      n: 100,
    });
    const before = parts.mongo?.pid;
    parts.mongo?.kill("SIGKILL");
    await parts.mongo?.ready();
    expect(await documents()).toBe(100);
    expect(parts.mongo?.pid).not.toBe(before);
  },
  60_000,
);

test_("a reset forgets it", async () => {
  await parts.mongo?.stop();
  resetState(folder);
  expect(readdirSync(folder)).not.toContain("mongo");
});
