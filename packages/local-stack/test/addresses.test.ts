import { consoleAddresses } from "../src/addresses.ts";

test("the console is told the APIs of consumers, replays and those producers that serve one, and the health of all, replicas joined by a bar", () => {
  const addressed = (
    [
      ["vane", "producer", 4101, 4201],
      ["tape", "replay", 4104, 4205],
      ["ticks", "producer", 4105, 4206, true],
      ["mill", "consumer", 4102, 4202],
      ["mill", "consumer", 4103, 4203],
      ["door", "gateway", 4000, 4204],
    ] as const
  ).map(([name, kind, http, ops, hasApi = false]) => ({
    planned: { name, number: 1, service: { name, kind, main: "", hasApi } },
    ports: { http, ops },
  }));
  expect(consoleAddresses(addressed)).toEqual({
    API_URLS:
      "tape=http://127.0.0.1:4104,ticks=http://127.0.0.1:4105,mill=http://127.0.0.1:4102|http://127.0.0.1:4103",
    OPS_URLS:
      "vane=http://127.0.0.1:4201,tape=http://127.0.0.1:4205,ticks=http://127.0.0.1:4206,mill=http://127.0.0.1:4202|http://127.0.0.1:4203,door=http://127.0.0.1:4204",
  });
});
