/** Packages that nobody needs leave for: presets, used in development. */
const tooling = "tooling";

/** Which packages the sources of a room may import. A service is any folder of `services/`. */
const mayImport = {
  contracts: [],
  config: [],
  "bus-network": [],
  // Formulas, the same in service and browser.
  indicators: [],
  "exchange-hours": [],
  kafka: ["contracts", "config"],
  runtime: ["kafka", "contracts", "config"],
  // A recording of the runtime's, made of a CSV file.
  "csv-replay": ["runtime", "contracts", "config"],
  // What the person on call sees and does; the console shows it, the command line does it.
  operations: ["runtime", "kafka", "contracts", "config"],
  // The definitions it lists are the runtime's, and the README tables it writes are config's.
  catalog: ["services", "csv-replay", "runtime", "kafka", "contracts", "config"],
  // Indicators, for what a batch makes of bars.
  testing: ["runtime", "kafka", "local-stack", "indicators", "contracts", "config"],
  "local-stack": ["catalog", "monitoring", "kafka", "config"],
  // What is scraped is the catalog's; what is asked for are the runtime's metrics.
  monitoring: ["catalog", "runtime", "contracts", "kafka", "local-stack"],
  tooling: [],
};
const serviceMayImport = [
  ...["runtime", "operations", "csv-replay", "contracts", "config"],
  ...["bus-network", "indicators", "exchange-hours"],
];

/** The room of a file, such as `{ kind: "packages", name: "kafka" }`, or undefined for files of the root. */
export function roomOf(path) {
  const [kind, name, rest] = path.split("/");
  return (kind === "packages" || kind === "services") && rest !== undefined ? { kind, name } : undefined;
}

/** Whether a file is of a test, a benchmark or a set-up, and not part of what runs in production. */
export function isDevelopment(path) {
  return !/^(packages|services)\/[^/]+\/(src|page)\//.test(path);
}

/** What a file may import from other rooms, `services` meaning all services. */
export function allowedRooms(path) {
  const room = roomOf(path);
  if (room === undefined) return [tooling];
  const allowed = room.kind === "services" ? serviceMayImport : (mayImport[room.name] ?? []);
  return isDevelopment(path) ? [...allowed, tooling, "testing"] : [...allowed, tooling];
}

/** Every package must stand in the table, or its imports would be checked against nothing. */
export function isKnown(room) {
  return room.kind === "services" || Object.hasOwn(mayImport, room.name);
}
