import { localActions } from "../src/local-actions.ts";

const resume = (hostName = "localhost", url = "/operations/groups/counter/resume") => ({
  method: "POST",
  url,
  hostName,
});

test.each(["127.0.0.1", "::1", "localhost"])(
  "whoever opens a console listening on %s may act",
  (httpHost) => {
    const authorise = localActions({ actions: "loopback", httpHost });
    expect(authorise(resume("localhost"))).toBeUndefined();
    expect(authorise(resume("127.0.0.1"))).toBeUndefined();
    expect(authorise(resume("[::1]"))).toBeUndefined();
  },
);

test.each(["0.0.0.0", "::", "10.0.0.7", "console.example.org", ""])(
  "nobody may act on a console listening on %p, not even from this machine",
  (httpHost) => {
    expect(localActions({ actions: "loopback", httpHost })(resume())).toContain("not allowed");
  },
);

test("a name that others may reach, through a proxy in front, does not act either", () => {
  const authorise = localActions({ actions: "loopback", httpHost: "127.0.0.1" });
  expect(authorise(resume("console.example.org"))).toContain("opened as console.example.org");
});

test("CONSOLE_ACTIONS=off forbids all of it", () => {
  const authorise = localActions({ actions: "off", httpHost: "127.0.0.1" });
  expect(authorise(resume())).toContain("CONSOLE_ACTIONS is off");
});

test.each(["pause", "resume", "again", "pace", "seek"])(
  "a replay is controlled by the same rule: %s",
  (verb) => {
    const url = `/api/flight-csv/replay/${verb}`;
    const ask = (httpHost: string, hostName: string, actions: "loopback" | "off" = "loopback") =>
      localActions({ actions, httpHost })(resume(hostName, url));
    expect(ask("127.0.0.1", "localhost")).toBeUndefined();
    expect(ask("127.0.0.1", "console.example.org")).toContain("opened as console.example.org");
    expect(ask("0.0.0.0", "localhost")).toContain("listens on 0.0.0.0");
    expect(ask("127.0.0.1", "localhost", "off")).toContain("CONSOLE_ACTIONS is off");
  },
);

test("a symbol is followed, or no more, by the same rule, and nothing else of its service is changed", () => {
  const ask = (method: string, url: string, httpHost = "127.0.0.1") =>
    localActions({ actions: "loopback", httpHost })({ method, url, hostName: "localhost" });
  expect(ask("POST", "/api/stock-ticks/symbols")).toBeUndefined();
  expect(ask("POST", "/api/stock-ticks/symbols", "0.0.0.0")).toContain("listens on 0.0.0.0");
  for (const symbol of ["ACME", "BRK-B", "ALDER.SYN", "%5EGSPC", "EURUSD%3DX"])
    expect(ask("DELETE", `/api/stock-ticks/symbols/${symbol}`)).toBeUndefined();
  expect(ask("DELETE", "/api/stock-ticks/symbols/ACME", "0.0.0.0")).toContain("listens on 0.0.0.0");
  for (const [method, url] of [
    ["DELETE", "/api/stock-ticks/symbols"],
    ["DELETE", "/api/stock-ticks/symbols/"],
    ["DELETE", "/api/stock-ticks/symbols/."],
    ["DELETE", "/api/stock-ticks/symbols/.."],
    ["DELETE", "/api/stock-ticks/symbols/%2e%2e"],
    ["DELETE", "/api/stock-ticks/symbols/A%2FB"],
    ["DELETE", "/api/stock-ticks/symbols/A/B"],
    ["DELETE", "/api/stock-ticks/symbols/ACME?x=1"],
    ["DELETE", "/api/technical-indicators/symbols/ACME"],
    ["PUT", "/api/stock-ticks/symbols"],
    ["POST", "/api/stock-ticks/symbols/ACME"],
    ["POST", "/api/stock-ticks/symbols?x=1"],
    ["POST", "/api/technical-indicators/symbols"],
  ] as const)
    expect(ask(method, url)).toContain("only reads");
});

test.each(["GET", "PUT", "DELETE", "PATCH"])("and by POST alone, not by %s", (method) => {
  const authorise = localActions({ actions: "loopback", httpHost: "127.0.0.1" });
  const url = "/api/flight-csv/replay/pause";
  expect(authorise({ method, url, hostName: "localhost" })).toContain("only reads");
});

test.each([
  "/api/map-feed/vehicles",
  "/services",
  "/operationsx",
  "/",
  "/api/flight-csv/replay",
  "/api/flight-csv/replay/",
  "/api/flight-csv/replay/../admin",
  "/api/flight-csv/replay/%2e%2e/admin",
  "/api/flight-csv/replay/seek/more",
  "/api/flight-csv/replay/seek?to=1",
  "/api/flight-csv//replay/seek",
  "/api/flight-csv/x/replay/seek",
  "/api/../api/flight-csv/replay/seek",
])("nothing else is changed: %s", (url) => {
  const authorise = localActions({ actions: "loopback", httpHost: "127.0.0.1" });
  expect(authorise(resume("localhost", url))).toContain("only reads");
});
