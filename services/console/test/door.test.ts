import { type DoorOptions, refusal } from "../src/door.ts";

const door: DoorOptions = { allowedHosts: ["console.example.org"], authorise: () => undefined };
const ask = (method: string, headers: Record<string, string>, options = door) =>
  refusal({ method, url: "/api/x", headers }, options);

test.each([
  "127.0.0.1:4000",
  "localhost:4000",
  "[::1]:4000",
  "console.example.org",
  "CONSOLE.example.org:80",
])("lets readers in who ask for %s", async (host) => {
  expect(await ask("GET", { host })).toBeUndefined();
});

test.each([
  "evil.example",
  "127.0.0.1.evil.example",
  "localhost.evil.example:4000",
  "",
  "a b",
  "console.example.org.evil",
])("turns even readers away who ask for %p: a name may be made to resolve to this machine", async (host) => {
  expect(await ask("GET", { host })).toContain("ALLOWED_HOSTS");
});

test("takes a change from its own pages only", async () => {
  const host = "127.0.0.1:4000";
  expect(await ask("POST", { host, origin: "http://127.0.0.1:4000" })).toBeUndefined();
  expect(await ask("POST", { host })).toContain("own pages");
  expect(await ask("DELETE", { host, origin: "http://127.0.0.1:4001" })).toContain("own pages");
  expect(await ask("PUT", { host, origin: "null" })).toContain("own pages");
});

test("asks who may do a change, and tells what it is", async () => {
  const asked: unknown[] = [];
  const authorise = (action: unknown) => {
    asked.push(action);
    return "not allowed to you";
  };
  const headers = { host: "localhost", origin: "http://localhost" };
  expect(await ask("POST", headers, { ...door, authorise })).toContain("not allowed");
  expect(asked).toEqual([{ method: "POST", url: "/api/x", hostName: "localhost" }]);
  expect(await ask("GET", headers, { ...door, authorise })).toBeUndefined();
  expect(asked).toHaveLength(1);
});
