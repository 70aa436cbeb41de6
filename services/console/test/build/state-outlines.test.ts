import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { stateOutlines } from "../../build/state-outlines.ts";
import { stateNames } from "../../page/accidents/state-names.ts";

const file = createRequire(import.meta.url).resolve("us-atlas/states-10m.json");
const atlas = JSON.parse(readFileSync(file, "utf8"));

test("the 48 contiguous states and the capital's district have outlines, the largest first", () => {
  const outlines = stateOutlines(atlas, stateNames);
  const codes = outlines.map(({ code }) => code);
  expect(codes).toHaveLength(49);
  expect(new Set(codes)).toEqual(new Set(Object.keys(stateNames)));
  expect([codes[0], codes.at(-1)]).toEqual(["TX", "DC"]);
  for (const { rings } of outlines) {
    for (const [longitude, latitude] of rings.flat()) {
      expect(longitude > -125 && longitude < -66 && latitude > 24 && latitude < 50).toBe(true);
    }
  }
});

test("a name is written in the middle of a state: Colorado's is known to a tenth of a degree", () => {
  const colorado = stateOutlines(atlas, { CO: "Colorado" })[0]?.name;
  // 37° to 41° N, 102.05° to 109.05° W.
  expect(colorado?.[0]).toBeCloseTo(-105.55, 1);
  expect(colorado?.[1]).toBeCloseTo(39, 1);
});

test("a state that the atlas lacks is named", () => {
  expect(() => stateOutlines(atlas, { CO: "Colorado", XX: "Nowhere" })).toThrow("the atlas lacks XX");
});
