import { serviceStates } from "../src/service-states.ts";

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

/** An ops server by URL; anything else cannot be reached. */
function world(answers: Record<string, () => Response>) {
  const asked: string[] = [];
  const fetchOps = (async (url: URL | string) => {
    asked.push(String(url));
    const reply = answers[String(url)];
    if (reply === undefined) throw new TypeError("fetch failed");
    return reply();
  }) as typeof fetch;
  return { asked, fetch: fetchOps };
}

const oneOf = (...urls: string[]) => new Map([["map-feed", urls.map((url) => new URL(url))]]);
const asConfigured = async (url: URL) => [url];
const options = { timeoutMs: 50, maxAgeMs: 1_000, now: () => 0, instancesOf: asConfigured };

test("tells each instance with its checks, and one away in words", async () => {
  const checks = [{ name: "view", ok: false, detail: "still reading back" }];
  const { fetch } = world({
    "http://a:1/livez": () => answer(200, {}),
    "http://a:1/readyz": () => answer(503, { ready: false, checks }),
  });
  const states = await serviceStates(oneOf("http://a:1", "http://b:2"), { ...options, fetch })();
  expect(states).toEqual([
    {
      name: "map-feed",
      instances: [
        { instance: "a:1", live: true, ready: false, checks, problem: null, startedAt: null, restarts: 0 },
        {
          instance: "b:2",
          live: false,
          ready: false,
          checks: [],
          problem: "cannot be reached",
          startedAt: null,
          restarts: 0,
        },
      ],
    },
  ]);
});

test("does not believe a server that is no ops server", async () => {
  const { fetch } = world({
    "http://a:1/livez": () => answer(200, {}),
    "http://a:1/readyz": () => answer(404, { message: "nothing here" }),
  });
  const [service] = await serviceStates(oneOf("http://a:1"), { ...options, fetch })();
  expect(service?.instances[0]).toMatchObject({
    ready: false,
    problem: "answers, but not as an ops server does",
  });
});

test("says so when an instance hangs", async () => {
  const hang = ((_url: URL, { signal }: RequestInit) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
    })) as typeof fetch;
  const [service] = await serviceStates(oneOf("http://a:1"), { ...options, fetch: hang })();
  expect(service?.instances[0]?.problem).toBe("does not answer within 50 ms");
});

test("asks an instance once a second, however many ask here", async () => {
  let now = 0;
  const { fetch, asked } = world({});
  const states = serviceStates(oneOf("http://a:1"), { ...options, fetch, now: () => now });
  await Promise.all([states(), states()]);
  now = 999;
  await states();
  expect(asked).toHaveLength(2);
  now = 1_000;
  await states();
  expect(asked).toHaveLength(4);
});

test("counts another process at the same address as a restart, and being away as none", async () => {
  let now = 0;
  let startedAt: number | undefined = 1_000;
  const { fetch } = world({
    "http://a:1/livez": () => answer(200, {}),
    "http://a:1/readyz": () => {
      if (startedAt === undefined) throw new TypeError("fetch failed");
      return answer(200, { ready: true, checks: [], startedAt });
    },
  });
  const states = serviceStates(oneOf("http://a:1"), { ...options, fetch, now: () => now });
  const look = async () => {
    now += 1_000;
    const [service] = await states();
    const { startedAt: told, restarts } = service?.instances[0] ?? {};
    return [told, restarts];
  };
  expect(await look()).toEqual([1_000, 0]);
  expect(await look()).toEqual([1_000, 0]);
  startedAt = undefined;
  expect(await look()).toEqual([1_000, 0]);
  startedAt = 7_000;
  expect(await look()).toEqual([7_000, 1]);
  startedAt = 9_000;
  expect(await look()).toEqual([9_000, 2]);
});

test("a name that several replicas share is told as so many instances, and each one's restarts apart", async () => {
  let now = 0;
  const startedAt: Record<string, number> = { "10.0.0.1": 1, "10.0.0.2": 2 };
  const fetchOps = (async (url: URL) =>
    answer(200, { ready: true, checks: [], startedAt: startedAt[url.hostname] })) as typeof fetch;
  // New objects each time, as an address book makes them.
  const instancesOf = async ({ port }: URL) =>
    Object.keys(startedAt).map((address) => new URL(`http://${address}:${port}`));
  const states = serviceStates(oneOf("http://map-feed:9"), {
    ...options,
    now: () => now,
    fetch: fetchOps,
    instancesOf,
  });
  await states();
  startedAt["10.0.0.2"] = 3;
  now = 1_000;
  const [service] = await states();
  expect(service?.instances.map(({ instance, restarts }) => [instance, restarts])).toEqual([
    ["10.0.0.1:9", 0],
    ["10.0.0.2:9", 1],
  ]);
});
