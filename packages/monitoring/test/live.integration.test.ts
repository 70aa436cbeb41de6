import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { services } from "@tributary/catalog";
import { eventually } from "@tributary/testing";
import { dashboards } from "../src/dashboards/dashboards.ts";
import { hostilities, poison } from "./hostilities.ts";
import { LiveSystem } from "./live-system.ts";
import { programOrSkip } from "./program.ts";

// One system for all tests, in this order: well, then under hostile data, then hurt.
const program = await programOrSkip();
const withProgram = program === undefined ? test.skip : test;
let live: LiveSystem;
const page = new AbortController();

beforeAll(async () => {
  if (program === undefined) return;
  live = await LiveSystem.start(program);
  const { url } = live.system.replica("map-feed");
  const stream = await fetch(`${url}/vehicles/stream`, { signal: page.signal });
  expect(stream.status).toBe(200);
  void stream.body?.pipeTo(new WritableStream()).catch(() => {}); // a page that is open until the end
}, 180_000);

afterAll(async () => {
  page.abort();
  await live?.stop();
}, 60_000);

const running = () => live.system.replicas.map(({ service }) => service);
const scrape = async (service: string) =>
  (await fetch(`${live.system.replica(service).opsUrl}/metrics`)).text();
const isOfMongo = (expr: string) => /mongo_|sink_/.test(expr);

withProgram("every service that runs, and the registry, is scraped under its name and kind", async () => {
  const expected = [
    ...services.filter(({ name }) => running().includes(name)).map(({ name, kind }) => `${name} ${kind}`),
    "schema-registry undefined",
  ].sort();
  await eventually(async () => {
    const up = (await live.query("up == 1")).map(({ metric }) => `${metric.service} ${metric.kind}`);
    expect(up.sort()).toEqual(expected);
  });
});

withProgram("promtool finds nothing to complain of in the metrics of any service", async () => {
  for (const service of running()) {
    const { stdout, stderr } = spawnSync(program?.promtool ?? "", ["check", "metrics"], {
      input: await scrape(service),
      encoding: "utf8",
    });
    expect([service, stdout + stderr]).toEqual([service, ""]);
  }
});

withProgram("every panel shows data, and only numbers", async () => {
  const queries = dashboards.flatMap(({ uid, rows }) =>
    rows.flatMap(({ panels }) =>
      panels.flatMap(({ title, queries: each }) =>
        each.map(({ expr }) => ({ of: `${uid}: ${title}`, expr })),
      ),
    ),
  );
  // Without a MongoDB on this machine there is no sink to show.
  const shown = queries.filter(({ expr }) => running().includes("mongo-sink") || !isOfMongo(expr));
  expect(shown.length).toBeGreaterThan(50);
  await eventually(async () => {
    // An API that nobody asks has no answers to show, and these panels look back for 20 s.
    expect((await fetch(`${live.system.replica("map-feed").url}/vehicles`)).status).toBe(200);
    const empty: string[] = [];
    for (const { of, expr } of shown) {
      const series = await live.query(
        expr.replaceAll("$__rate_interval", "20s").replaceAll("$service", ".*"),
      );
      if (!series.some(({ value }) => Number.isFinite(value))) empty.push(of);
    }
    expect(empty).toEqual([]);
  }, 40_000);
});

withProgram("while all is well nobody is called", async () => {
  await eventually(async () => {
    const calls = (await live.alerts()).filter(({ labels }) => labels.severity === "page");
    expect(calls.map(({ labels }) => `${labels.alertname} ${labels.service}`)).toEqual([]);
  });
});

withProgram(
  "hostile records, keys and requests do not add series without end",
  async () => {
    const watched = ["map-feed", "flights-per-airline", "technical-indicators"];
    const names = async () =>
      new Set(
        (await Promise.all(watched.map(scrape)))
          .flatMap((text) => text.split("\n"))
          .filter((line) => /^[a-z]/.test(line) && !/^\w+_bucket\{/.test(line))
          .map((line) => line.slice(0, line.lastIndexOf(" "))),
      );
    const before = await names();
    const sent = await hostilities(live.system);
    await eventually(async () => {
      for (const [service, { topic, records }] of Object.entries(sent)) {
        const [done] = await live.query(
          `sum(messaging_client_consumed_messages_total{service="${service}", messaging_destination_name="${topic}"})`,
        );
        expect([service, (done?.value ?? 0) >= records]).toEqual([service, true]);
      }
    }, 30_000);
    const added = [...(await names())].filter((series) => !before.has(series));
    // Kinds of damage are few; each may add a series or two to who skips or buries it, as a kind of request does.
    expect(added.length).toBeLessThan(40);
    expect(added.filter((series) => /hostile/i.test(series))).toEqual([]);
  },
  60_000,
);

withProgram(
  "a consumer that hangs is told as dead, and no more when it goes on",
  async () => {
    const replica = live.system.replica("accident-feed");
    replica.kill("SIGSTOP");
    const { annotations } = await eventually(() => live.fires("ConsumerDead", "accident-feed"), 30_000);
    expect(annotations).toMatchObject({
      summary: "accident-feed does not consume",
      runbook_url: "RUNBOOK.md#consumerdead",
    });
    replica.kill("SIGCONT");
    await eventually(
      async () => expect(live.fires("ConsumerDead", "accident-feed")).rejects.toThrow(),
      30_000,
    );
  },
  70_000,
);

withProgram(
  "a consumer that is killed and stays away is told as dead",
  async () => {
    await live.system.replica("technical-indicators").stop();
    await eventually(() => live.fires("ConsumerDead", "technical-indicators"), 30_000);
  },
  40_000,
);

withProgram(
  "records that are buried are told; then the group trips, and its lag grows",
  async () => {
    await poison(live.system, 15);
    const group = "flights-per-airline";
    const [dlq, tripped, lag] = [
      await eventually(() => live.fires("DlqRate", group), 30_000),
      await eventually(() => live.fires("Tripped", group), 30_000),
      await eventually(() => live.fires("LagGrowing", group), 40_000),
    ];
    expect(dlq.annotations.summary).toMatch(
      /^flights-per-airline bur(ied [\d.]+ records of|ies [\d.]+% of) aviation\.flight\.v1$/,
    );
    expect(tripped.labels.severity).toBe("page");
    expect(lag.annotations.description).toMatch(
      /^In the last five minutes [\d.]+k? more records came in than were done\.$/,
    );
  },
  110_000,
);

withProgram(
  "what the runbook says of a trip ends it, and the group catches up",
  async () => {
    const dlq = (...args: readonly string[]) => {
      const command = fileURLToPath(new URL("../../operations/src/dlq-command.ts", import.meta.url));
      const { kafkaBrokers, schemaRegistryUrl } = live.system.parts;
      const env = { ...process.env, KAFKA_BROKERS: kafkaBrokers, SCHEMA_REGISTRY_URL: schemaRegistryUrl };
      return spawnSync(process.execPath, ["--no-warnings", command, ...args], { env, encoding: "utf8" });
    };
    const group = "flights-per-airline";
    expect(dlq("list", "--group", group).stdout).toMatch(
      /decode +(wrong_magic|too_short|empty|unknown_schema)/,
    );
    const tripped = () => live.query(`stream_tripped{service="${group}"} == 1`);
    await eventually(async () => {
      // What is left of the poison trips it again, and each time there is less of it.
      if ((await tripped()).length > 0) expect(dlq("resume", "--group", group).status).toBe(0);
      expect(await tripped()).toEqual([]);
      const [lag] = await live.query(
        `service:stream_consumer_lag_seconds:max{service="${group}",reader="group"}`,
      );
      expect(lag?.value).toBeLessThan(3);
    }, 50_000);
  },
  60_000,
);
