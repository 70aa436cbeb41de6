import { readdirSync } from "node:fs";
import { topics } from "@tributary/contracts";
import { gaps } from "../src/gaps.ts";
import { services } from "../src/services.ts";
import { aConsumer, aProducer, aTopic } from "./a-service.ts";

const wind = aTopic("weather.wind.v1");
const vane = aProducer("vane", [wind]);

test("a tree in which folders, catalog and contracts agree has no gaps", () => {
  expect(gaps({ folders: ["vane"], services: [vane], contracts: ["weather.wind.v1"] })).toEqual([]);
});

test("a folder that is not in the catalog is named", () => {
  expect(gaps({ folders: ["vane", "kite"], services: [vane], contracts: ["weather.wind.v1"] })).toEqual([
    "services/kite is not in packages/catalog/src/services.ts",
  ]);
});

test("a catalog entry without a folder is named", () => {
  expect(gaps({ folders: [], services: [vane], contracts: ["weather.wind.v1"] })).toEqual([
    "the catalog's vane has no folder services/vane: a service is named as its folder",
  ]);
});

test("a service that is listed twice is named once", () => {
  expect(gaps({ folders: ["vane"], services: [vane, vane], contracts: ["weather.wind.v1"] })).toEqual([
    "vane is in packages/catalog/src/services.ts twice",
  ]);
});

test("a topic that a service writes or reads and the contracts do not list is named", () => {
  const mill = aConsumer("mill", wind, aTopic("weather.flour.v1"));
  expect(gaps({ folders: ["mill"], services: [mill], contracts: ["weather.wind.v1"] })).toEqual([
    "topic weather.flour.v1 is not in the list of packages/contracts/src/index.ts",
  ]);
});

test("this tree is whole", () => {
  const folders = readdirSync(new URL("../../../services/", import.meta.url));
  expect(gaps({ folders, services, contracts: topics.map(({ name }) => name) })).toEqual([]);
});
