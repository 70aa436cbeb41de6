import { instancesOf } from "../src/instances.ts";

const v4 = (address: string) => ({ address, family: 4 });
const v6 = (address: string) => ({ address, family: 6 });

function world(names: Record<string, { address: string; family: number }[]>) {
  const asked: string[] = [];
  const lookup = async (hostName: string) => {
    asked.push(hostName);
    const found = names[hostName];
    if (found === undefined) throw new Error(`getaddrinfo ENOTFOUND ${hostName}`);
    return found;
  };
  return { asked, lookup };
}

const texts = (urls: readonly URL[]) => urls.map(String);
const options = { now: () => 0, maxAgeMs: 1_000 };

test("a name with several addresses is as many instances, in the same order whatever DNS shuffles", async () => {
  const { lookup } = world({ "map-feed": [v4("10.0.0.9"), v4("10.0.0.3"), v4("10.0.0.5")] });
  const instances = instancesOf({ ...options, lookup });
  expect(texts(await instances(new URL("http://map-feed:8080/base")))).toEqual([
    "http://10.0.0.3:8080/base",
    "http://10.0.0.5:8080/base",
    "http://10.0.0.9:8080/base",
  ]);
});

test("a replica with an address of each family is one instance", async () => {
  const { lookup } = world({
    one: [v4("10.0.0.3"), v6("fd00::3")],
    two: [v6("fd00::3"), v6("fd00::4"), v4("10.0.0.3"), v4("10.0.0.4")],
  });
  const instances = instancesOf({ ...options, lookup });
  expect(texts(await instances(new URL("http://one:1")))).toEqual(["http://one:1/"]);
  expect(texts(await instances(new URL("http://two:1")))).toEqual([
    "http://[fd00::3]:1/",
    "http://[fd00::4]:1/",
  ]);
});

test("a name that nobody has, or that has one address, stays as it is", async () => {
  const { lookup } = world({ single: [v4("10.0.0.3")] });
  const instances = instancesOf({ ...options, lookup });
  expect(texts(await instances(new URL("http://single:1")))).toEqual(["http://single:1/"]);
  expect(texts(await instances(new URL("http://nobody:1")))).toEqual(["http://nobody:1/"]);
});

test.each([
  "http://127.0.0.1:1/",
  "http://[::1]:1/",
  "http://[fd00::3]:1/",
  "http://localhost:1/",
  "https://x:1/",
])("%s is not looked up", async (url) => {
  const { asked, lookup } = world({ localhost: [v4("127.0.0.1"), v4("127.0.0.2")] });
  expect(texts(await instancesOf({ ...options, lookup })(new URL(url)))).toEqual([url]);
  expect(asked).toEqual([]);
});

test("a name is looked up once for many requests, and again when its addresses are old", async () => {
  let time = 0;
  const names = { a: [v4("10.0.0.1"), v4("10.0.0.2")] };
  const { asked, lookup } = world(names);
  const instances = instancesOf({ lookup, now: () => time, maxAgeMs: 1_000 });
  const url = new URL("http://a:1");
  await Promise.all([instances(url), instances(url)]);
  time = 999;
  expect(await instances(url)).toHaveLength(2);
  expect(asked).toEqual(["a"]);
  names.a.push(v4("10.0.0.3"));
  time = 1_000;
  expect(await instances(url)).toHaveLength(3);
});
