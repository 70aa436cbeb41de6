import type { UnreadableReason } from "@tributary/kafka";
import { metricNames } from "../src/promql.ts";
import { alertNames, anchors, containers, list, read, rulesOf } from "./deploy-files.ts";
import { knownMetrics } from "./known-metrics.ts";

const alerts = rulesOf("alerts.yml");
const runbook = () => read("deploy/RUNBOOK.md");

test.each([...rulesOf("recording.yml"), ...alerts].map((rule) => [rule.alert ?? rule.record, rule]))(
  "%s asks only for metrics that there are",
  (_, { expr }) => {
    const known = knownMetrics();
    const asked = metricNames(expr);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  },
);

test.each(alerts.map((rule) => [rule.alert, rule]))(
  "%s says what is wrong, how urgent it is, and where to read on",
  (name, { labels, annotations }) => {
    expect(["page", "warning"]).toContain(labels?.severity);
    expect(annotations?.summary).toMatch(/^.{15,}$/);
    expect(annotations?.description).toMatch(/^.{15,}\.$/);
    expect(annotations?.runbook_url).toBe(`RUNBOOK.md#${name?.toLowerCase()}`);
    expect(anchors(runbook())).toContain(name?.toLowerCase());
  },
);

test("each section of the runbook says symptom, first look and action", () => {
  const sections = runbook().split(/^## /m).slice(1);
  const ofAlerts = sections.filter((text) => alertNames().includes(text.split("\n")[0] ?? ""));
  expect(ofAlerts.map((text) => text.split("\n")[0]).sort()).toEqual([...alertNames()].sort());
  for (const text of ofAlerts)
    for (const part of ["**Symptom.**", "**First look.**", "**Action.**"])
      expect([text.split("\n")[0], part, text.includes(part)]).toEqual([text.split("\n")[0], part, true]);
});

test("commands that the runbook names are scripts of this tree", () => {
  const { scripts } = JSON.parse(read("package.json")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const named = [...runbook().matchAll(/npm run ([a-z:-]+)/g)].map(([, script = ""]) => script);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
});

test("metrics that the runbook names are there", () => {
  const known = [...knownMetrics()];
  const named = [
    ...runbook().matchAll(
      /`((?:stream|messaging|event_stream|service|schema_registry|http_server|mongo_sink)_[a-z0-9_]+)/g,
    ),
  ];
  expect(named.length).toBeGreaterThan(10);
  const strange = named
    .map(([, name = ""]) => name)
    .filter((name) => !known.some((one) => one.startsWith(name)));
  expect(strange).toEqual([]);
});

test("each alert has a promtool test in which it fires, and one in which it does not", () => {
  const tests = list("deploy/prometheus/tests").map((file) => read(`deploy/prometheus/tests/${file}`));
  const checks = tests.flatMap((text) => [
    ...text.matchAll(/alertname="(\w+)", alertstate="firing"\}\n\s+eval_time: \w+\n\s+exp_samples:(.*)/g),
  ]);
  for (const name of alertNames()) {
    const expectations = checks
      .filter(([, of]) => of === name)
      .map(([, , empty = ""]) => empty.trim() === "[]");
    expect([name, expectations.includes(true), expectations.includes(false)]).toEqual([name, true, true]);
  }
});

const exprOf = (name: string): string => alerts.find(({ alert }) => alert === name)?.expr ?? "";

test("whatever makes a record unreadable to a view is told; to be deleted is no fault", () => {
  // The compiler misses a reason that is new.
  const unreadable: Readonly<Record<Exclude<UnreadableReason, "tombstone">, true>> = {
    empty: true,
    too_short: true,
    wrong_magic: true,
    oversized: true,
    unknown_schema: true,
    undecodable: true,
    out_of_range: true,
  };
  const ofViews = ["no_key", "wrong_key", "schema_pending_too_long"];
  const [, reasons = ""] = /reason=~"([^"]+)"/.exec(exprOf("UnreadableRecords")) ?? [];
  expect(reasons.split("|").sort()).toEqual([...Object.keys(unreadable), ...ofViews].sort());
});

test("the memory that an alert takes for the limit is below that of the containers", () => {
  const ours = Object.entries(containers()).filter(([name, { build }]) => build && name !== "provisioning");
  const roomy = ours.filter(([, { mem_limit }]) => mem_limit === "1g").map(([name]) => name);
  expect(
    ours.map(([, { mem_limit = "" }]) => mem_limit).filter((limit) => !["512m", "1g"].includes(limit)),
  ).toEqual([]);
  const expr = exprOf("MemoryGrowing");
  expect(/service=~"([^"]+)"\}\[30m\], 3600\) > 1e9/.exec(expr)?.[1]?.split("|").sort()).toEqual(
    roomy.sort(),
  );
  expect(/service!~"([^"]+)"\}\[30m\], 3600\) > 5e8/.exec(expr)?.[1]?.split("|").sort()).toEqual(
    roomy.sort(),
  );
});
