import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mavenFailed } from "../src/maven.ts";
import { fetchParts, partsCache, partVersion } from "../src/part-cache.ts";
import { silence } from "../src/say.ts";

const java = { command: "/opt/jdk/bin/java", version: 25 };
const pathBefore = process.env.PATH;
let folder: string;
let cache: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cache-"));
  cache = join(folder, "cache");
  mkdirSync(join(folder, "bin"));
});

afterEach(() => {
  process.env.PATH = pathBefore;
  rmSync(folder, { recursive: true, force: true });
});

/** A `mvn` that writes down how it was called and then does this. */
function maven(script: string): void {
  const file = join(folder, "bin/mvn");
  const outputDirectory = `for argument; do case "$argument" in -DoutputDirectory=*) out=$(echo "$argument" | cut -d= -f2);; esac; done`;
  writeFileSync(file, `#!/bin/sh\necho "$JAVA_HOME" >> ${folder}/calls\n${outputDirectory}\n${script}\n`);
  chmodSync(file, 0o755);
  process.env.PATH = `${join(folder, "bin")}:${pathBefore}`;
}

const calls = () =>
  existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8").trim().split("\n") : [];
const fetch = () => fetchParts(["kafka"], { say: silence, java, cache });

test("a part is fetched by Maven on the found Java into a folder named after its version", async () => {
  maven('touch "$out/kafka_2.13-4.2.0.jar"');
  const { kafka } = await fetch();
  expect(kafka).toBe(join(cache, `kafka-${partVersion("kafka")}`));
  expect(readdirSync(kafka)).toEqual(["kafka_2.13-4.2.0.jar"]);
  expect(calls()).toEqual(["/opt/jdk"]);
});

test("a part that is there is not fetched again", async () => {
  maven('touch "$out/kafka_2.13-4.2.0.jar"');
  await fetch();
  await fetch();
  expect(calls()).toHaveLength(1);
});

test("two starts at once both get the part, whole", async () => {
  maven('sleep 0.2; touch "$out/kafka_2.13-4.2.0.jar"');
  const [one, two] = await Promise.all([fetch(), fetch()]);
  expect(one).toEqual(two);
  expect(readdirSync(cache)).toEqual([`kafka-${partVersion("kafka")}`]);
});

test("a failed download leaves nothing that looks like a part", async () => {
  maven(
    'touch "$out/half"; echo "[ERROR] Could not transfer artifact: Unknown host repo.maven.apache.org"; exit 1',
  );
  await expect(fetch()).rejects.toThrow(/was not reached: check the network.*\n.*Unknown host/);
  expect(readdirSync(cache)).toEqual([]);
});

test("a Maven that brings the wrong thing is not believed", async () => {
  maven('touch "$out/something-else.jar"');
  await expect(fetch()).rejects.toThrow("holds no kafka_2.13-*");
  expect(readdirSync(cache)).toEqual([]);
});

test("without Maven the message says how to get it, or to name servers", async () => {
  process.env.PATH = join(folder, "bin");
  await expect(fetch()).rejects.toThrow(/no `mvn` on PATH\.\nInstall it \(apt-get install maven/);
});

test("other faults are told in Maven's own words", () => {
  const message = mavenFailed(
    "Kafka",
    "[INFO] Scanning\n[ERROR] The goal you specified requires a project\n",
  );
  expect(message).toContain("What Maven said:\n[ERROR] The goal you specified requires a project");
});

test.each([
  [{ TRIBUTARY_PARTS_CACHE: "/parts", XDG_CACHE_HOME: "/xdg" }, "/parts"],
  [{ XDG_CACHE_HOME: "/xdg" }, "/xdg/tributary"],
])("the cache of %j is %s", (env, folder) => {
  expect(partsCache(env)).toBe(folder);
});

test("the versions are those that the poms name", () => {
  expect(partVersion("kafka")).toBe("4.2.0");
  expect(partVersion("registry")).toBe("3.3.3");
});
