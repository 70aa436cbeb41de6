import { chooseMongo } from "../src/mongo-choice.ts";
import type { MongoProgram } from "../src/mongo-program.ts";
import type { PlannedReplica } from "../src/replica-plan.ts";
import { StartError } from "../src/start-error.ts";

const replica = (name: string, needsMongo: boolean): PlannedReplica => ({
  name,
  number: 1,
  service: { name, kind: "consumer", main: "", needsMongo },
});
const [mill, archive] = [replica("mill", false), replica("archive", true)];
const program = (fetch: MongoProgram["fetch"]): MongoProgram => ({
  label: "server",
  origin: "here",
  dataFolder: "server-1",
  fetch,
  args: () => [],
  answers: async () => true,
  uri: () => "",
});
const there = program(async () => ["server"]);
let said: string[];

beforeEach(() => {
  said = [];
});

const choose = (planned: PlannedReplica[], find: () => MongoProgram | undefined, mongodbUri?: string) =>
  chooseMongo(planned, { mongodbUri, find, say: (line) => said.push(line) });

test("who needs none starts none", async () => {
  expect(await choose([mill], () => there)).toEqual({ planned: [mill], mongo: undefined });
});

test("who needs one is given what this machine has", async () => {
  expect(await choose([mill, archive], () => there)).toEqual({ planned: [mill, archive], mongo: there });
});

test("a named server takes its place", async () => {
  const find = () => {
    throw new Error("nobody needs to look");
  };
  expect(await choose([archive], find, "mongodb://there")).toEqual({ planned: [archive], mongo: undefined });
});

test("where there is none, who needs one is left out, with what to install; all others start", async () => {
  expect(await choose([mill, archive], () => undefined)).toEqual({ planned: [mill], mongo: undefined });
  expect(said.join("\n")).toMatch(/There is no MongoDB for archive: install Python 3\.10 or later/);
  expect(said.join("\n")).toContain("All else starts, without archive");
});

test("one that cannot be fetched is none, in the words of who tried", async () => {
  const failing = program(async () => {
    throw new StartError("the package index was not reached");
  });
  expect(await choose([mill, archive], () => failing)).toEqual({ planned: [mill], mongo: undefined });
  expect(said.join("\n")).toContain("There is no MongoDB for archive: the package index was not reached");
});

test("when nobody would be left, the start fails with the same words", async () => {
  await expect(choose([archive], () => undefined)).rejects.toThrow(
    /^There is no MongoDB for archive: install/,
  );
});
