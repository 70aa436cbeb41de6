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

test.each(["/api/map-feed/vehicles", "/services", "/operationsx", "/"])(
  "nothing but operations is changed: %s",
  (url) => {
    const authorise = localActions({ actions: "loopback", httpHost: "127.0.0.1" });
    expect(authorise(resume("localhost", url))).toContain("only reads");
  },
);
