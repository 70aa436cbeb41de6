import { type MetricShape, metricList } from "@tributary/runtime";

interface Family {
  readonly type: string;
  readonly help: string;
  /** Of all its series, without `le` of a histogram. */
  readonly labels: ReadonlySet<string>;
}

/** What Node and the process tell of themselves, by prom-client. */
const ofTheProcess = /^(nodejs|process)_/;
/** Names of the runtime: whoever has one must be in the list. */
const ofTheRuntime = /^(service|schema_registry|messaging|stream|event_stream|http)_/;
const domainName = /^[a-z]+(_[a-z0-9]+)+$/;

/**
 * How a scrape of a service, in Prometheus's text format, differs from the list of metrics: what is not in it, what is
 * missing for these shapes, and what has another type or other labels. A service's own metrics must have a help and a
 * name that is not the runtime's. Empty when all is well.
 */
export function scrapeFaults(text: string, shapes: readonly MetricShape[]): readonly string[] {
  const families = familiesOf(text);
  const expected = metricList.filter((listed) => listed.shapes.some((shape) => shapes.includes(shape)));
  const faults = expected.flatMap(({ name, type, labels }) => {
    const family = families.get(name);
    if (family === undefined) return [`${name} is missing`];
    const known = ["service", ...labels];
    const strange = [...family.labels].filter((label) => !known.includes(label));
    return [
      ...(family.type === type ? [] : [`${name} is a ${family.type}, listed as a ${type}`]),
      ...strange.map((label) => `${name} has a label ${label} that is not listed`),
      ...(family.labels.size > 0 && !family.labels.has("service")
        ? [`${name} does not say its service`]
        : []),
    ];
  });
  const names = new Set(expected.map(({ name }) => name));
  for (const [name, { help }] of families) {
    if (names.has(name) || ofTheProcess.test(name)) continue;
    if (ofTheRuntime.test(name)) faults.push(`${name} is not listed for ${shapes.join(", ")}`);
    else if (!domainName.test(name)) faults.push(`${name} is no name of a domain`);
    if (help.length < 10) faults.push(`${name} has no help`);
  }
  return faults;
}

function familiesOf(text: string): ReadonlyMap<string, Family> {
  const helps = new Map<string, string>();
  const families = new Map<string, Family & { readonly labels: Set<string> }>();
  for (const line of text.split("\n")) {
    const [, word, name = "", rest = ""] = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line) ?? [];
    if (word === "HELP") helps.set(name, rest);
    if (word === "TYPE") families.set(name, { type: rest, help: helps.get(name) ?? "", labels: new Set() });
    const [, series = "", labels = ""] = /^([a-z_0-9]+)\{(.*)\} /.exec(line) ?? [];
    const family = families.get(series) ?? families.get(series.replace(/_(bucket|sum|count)$/, ""));
    for (const [, label = ""] of labels.matchAll(/([a-z_]+)="(?:[^"\\]|\\.)*"/g))
      if (label !== "le") family?.labels.add(label);
  }
  return families;
}
