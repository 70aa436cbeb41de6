import { vehiclePosition } from "@tributary/contracts";
import { endAll, fixture, provisionPositions, servers, toldOf } from "./services.ts";

beforeAll(() => provisionPositions(servers()));
afterEach(endAll);

const failed = 1;

test.each([
  ["throw", "the file vanished"],
  ["stray rejection", "nobody waits for this"],
  ["stray rejection without a reason", "rejected without a reason"],
])(
  "a source that ends in a %s ends the service with exit 1 and the reason in its log",
  async (FAULT, words) => {
    const started = fixture("faulty-source.ts", { ...toldOf(servers()), FAULT });
    expect(await started.exited).toBe(failed);
    const { err } = await started.says("failed");
    expect(err).toMatchObject({ message: expect.stringContaining(words) });
    expect(started.log.at(-1)?.msg).toBe("stopped");
  },
);

test("a source that has ended ends the service with exit 0", async () => {
  const started = fixture("faulty-source.ts", { ...toldOf(servers()), FAULT: "none" });
  expect(await started.exited).toBe(0);
  expect(started.log.filter(({ msg }) => msg === "failed")).toEqual([]);
  expect((await started.says("publishing")).topic).toBe(vehiclePosition.name);
});

test("a throw of a route is answered 500 without a word about the inside; the service goes on", async () => {
  const gateway = fixture("faulty-gateway.ts");
  const answer = await fetch(`${await gateway.apiUrl()}/throws`);
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain("a bug in a route");
  expect((await gateway.health("readyz")).status).toBe(200);
});

test("a rejection that a route leaves behind ends the service with exit 1", async () => {
  const gateway = fixture("faulty-gateway.ts");
  await fetch(`${await gateway.apiUrl()}/strays`).catch(() => {}); // its answer may be cut
  expect(await gateway.exited).toBe(failed);
  expect((await gateway.says("failed")).err).toMatchObject({ message: "nobody waits for this" });
});

test("a request that is never answered does not hold up the stop", async () => {
  const gateway = fixture("faulty-gateway.ts", { SHUTDOWN_TIMEOUT_MS: "3000" });
  const hanging = fetch(`${await gateway.apiUrl()}/hangs`).catch((error: Error) => error.message);
  await fetch(`${await gateway.apiUrl()}/openapi.json`); // comes after it, so the other one has been taken
  expect(await gateway.stop()).toBe(0);
  expect(await hanging).toBe("fetch failed");
});

test("a stop that is not done in time is ended with exit 1", async () => {
  const gateway = fixture("faulty-gateway.ts", { CLOSING: "hangs", SHUTDOWN_TIMEOUT_MS: "500" });
  await gateway.ready();
  expect(await gateway.stop()).toBe(failed);
  expect(gateway.log.at(-1)).toMatchObject({ level: "fatal", msg: "not stopped in time, ending" });
});

test("a second signal ends the stop at once with exit 1", async () => {
  const gateway = fixture("faulty-gateway.ts", { CLOSING: "hangs", SHUTDOWN_TIMEOUT_MS: "60000" });
  await gateway.ready();
  gateway.kill("SIGTERM");
  await gateway.says("stopping");
  expect(await gateway.stop("SIGTERM")).toBe(failed);
  expect(gateway.log.at(-1)).toMatchObject({ level: "fatal", msg: "second signal, ending at once" });
});
