import { parseReplicas } from "../src/replicas.ts";

test("names a service with its replicas in the order given", () => {
  const replicas = parseReplicas("API_URLS", [
    "map-feed=http://127.0.0.1:1|http://127.0.0.1:2",
    "x=https://x/",
  ]);
  expect([...replicas].map(([name, urls]) => [name, urls.map(String)])).toEqual([
    ["map-feed", ["http://127.0.0.1:1/", "http://127.0.0.1:2/"]],
    ["x", ["https://x/"]],
  ]);
});

test.each([
  ["http://127.0.0.1:1", "expected an entry of the form name=url|url"],
  ["Map=http://127.0.0.1:1", "expected an entry of the form name=url|url"],
  ["map-feed=ftp://host/", "expected an http or https URL"],
  ["map-feed=http://a|", "expected an http or https URL"],
])("refuses %s and says why", (entry, reason) => {
  expect(() => parseReplicas("API_URLS", [entry])).toThrow(reason);
  expect(() => parseReplicas("API_URLS", [entry])).toThrow(/API_URLS: given "/);
});

test("refuses a service named twice", () => {
  expect(() => parseReplicas("OPS_URLS", ["a=http://h:1", "a=http://h:2"])).toThrow(
    'expected "a" named once',
  );
});
