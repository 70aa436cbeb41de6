import { vehiclePosition } from "@tributary/contracts";
import { dlq } from "./command-process.ts";
import { openRealGroup, type RealGroup } from "./real-group.ts";

let one: RealGroup;
const observed = {
  vehicleId: "hsl:1234",
  line: "24",
  direction: "1",
  destination: "Seurasaari",
  latitude: 60.17,
  longitude: 24.94,
  bearingDegrees: 90,
  speedMetersPerSecond: 8.5,
  observedAt: 1_790_000_000_000,
  nextStopId: null,
  delaySeconds: 12,
  occupancy: null,
  sequence: null,
};

beforeAll(async () => {
  one = await openRealGroup();
  await one.bury(
    { error: "wrong_magic", stage: "decode" },
    { key: "hsl:1", value: Buffer.from("{}\u001b[2J") },
  );
  // The command decodes by the contracts there are, of which the test's own topic is none.
  await one.bury(
    { topic: vehiclePosition.name, partition: 5 },
    { value: one.encode(observed), partition: 1 },
  );
});
afterAll(async () => {
  await one?.close();
});

const at = (partition: number, offset: number) => `${one.group}/${partition}/${offset}`;

test("a session: list, show, send again, look, purge, go on", async () => {
  const listed = await dlq(`list --group ${one.group}`);
  expect(listed).toMatchObject({ code: 0, err: "2 dead letters\n" });
  const [titles, ...rows] = listed.out.trimEnd().split("\n");
  expect(titles).toMatch(/^PLACE +BURIED +STAGE +ERROR +FROM +KEY +BYTES +ATTEMPTS +RESENT +MESSAGE$/);
  expect(rows.map((row) => row.split(" ")[0])).toEqual([at(1, 0), at(0, 0)]);

  const shown = await dlq(`show ${at(0, 0)}`);
  expect(shown.code).toBe(0);
  expect(shown.out).toContain("00000000  7b 7d 1b 5b 32 4a ");
  expect(shown.out).toContain("It does not decode: no_contract");

  const dry = await dlq(`resend --group ${one.group} --error wrong_magic --dry-run`);
  expect(dry).toEqual({ code: 0, out: "1 dead letter would be sent again\n", err: "" });
  const asked = await dlq(`resend ${at(0, 0)}`);
  expect(asked).toMatchObject({ code: 2, out: "" });
  expect(await dlq(`list --group ${one.group} --json`).then(({ out }) => JSON.parse(out))).toMatchObject({
    total: 2,
    deadLetters: [{ resentAt: [] }, { resentAt: [] }],
  });

  const sent = await dlq(`resend ${at(0, 0)} --yes`);
  expect(sent).toMatchObject({ code: 0, out: "1 dead letter sent again\n" });
  expect(JSON.parse(sent.err)).toMatchObject({
    audit: "resend",
    by: expect.any(String),
    resent: 1,
    failed: 0,
  });
  const { records } = await one.operator.read({ topic: one.topic.name, partition: 0, offset: 0 }, 10);
  expect(records.map(({ value }) => String(value))).toEqual(["{}\u001b[2J"]);
  expect((await dlq(`show ${at(0, 0)}`)).out).toMatch(/^resent +20\d\d-.*Z$/m);

  expect(await dlq(`purge --group ${one.group} --before 2026-01-01`)).toMatchObject({ code: 1 });
  expect(await dlq(`purge --group ${one.group} --yes`)).toMatchObject({
    code: 0,
    out: "2 dead letters deleted\n",
  });
  expect(await dlq(`list --group ${one.group}`)).toMatchObject({
    code: 1,
    out: "",
    err: "No dead letter matches.\n",
  });

  await one.trip("20 in a row were buried", 1);
  expect(await dlq(`resume --group ${one.group}`)).toMatchObject({ code: 0, out: `${one.group} goes on\n` });
  expect(await dlq(`resume --group ${one.group}`)).toMatchObject({ code: 1 });
}, 180_000);

test("bytes that decode are shown as what they say; a registry that is away is no reason to show nothing", async () => {
  await one.bury({ topic: vehiclePosition.name }, { value: one.encode(observed) });
  const { deadLetters } = await one.operations.deadLetters({ group: one.group }, 1);
  const place = `${one.group}/0/${deadLetters[0]?.offset}`;

  const { out } = await dlq(`show ${place} --json`);
  expect(JSON.parse(JSON.parse(out).decoded.json)).toEqual(observed);

  const { KAFKA_BROKERS = "" } = process.env;
  const without = await dlq(`show ${place}`, { KAFKA_BROKERS, SCHEMA_REGISTRY_URL: "http://127.0.0.1:1" });
  expect(without.code).toBe(0);
  expect(without.out).toContain("registry_away");
});

test("a broker that is away is exit 69, with where it was looked for and what to do", async () => {
  const { code, out, err } = await dlq("list", { KAFKA_BROKERS: "127.0.0.1:1" });

  expect({ code, out }).toEqual({ code: 69, out: "" });
  expect(err).toContain("Kafka does not answer at 127.0.0.1:1 (named by KAFKA_BROKERS).");
  expect(err).toContain("set KAFKA_BROKERS=host:port");
});

test("wrong words are exit 2, wrong variables exit 78", async () => {
  expect(await dlq("lsit")).toMatchObject({ code: 2, err: expect.stringContaining("npm run dlq -- --help") });
  expect(await dlq("list", { KAFKA_BROKERS: "nowhere" })).toMatchObject({
    code: 78,
    err: expect.stringContaining("host:port"),
  });
  expect(await dlq("--help")).toMatchObject({ code: 0, err: "", out: expect.stringContaining("Examples:") });
});
