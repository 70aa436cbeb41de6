import type { ViewEntry } from "@tributary/runtime";
import { lineChannel, lineOfChannel, refusal, vehicleColumns, vehicleView } from "../src/vehicle-view.ts";
import { fix } from "./fix.ts";

const at = 1_000_000_000_000;

test("the first fix of a vehicle is taken, however late it came", () => {
  expect(refusal(fix({ observedAt: at - 3_600_000 }), undefined, at)).toBeUndefined();
});

test("a vehicle never goes back in time", () => {
  const previous = fix({ observedAt: at });
  expect(refusal(fix({ observedAt: at + 1 }), previous, at)).toBeUndefined();
  expect(refusal(fix({ observedAt: at }), previous, at)).toBe("duplicate");
  expect(refusal(fix({ observedAt: at - 1 }), previous, at)).toBe("older");
});

test("a fix more than 5 s ahead of the broker's clock is refused", () => {
  expect(refusal(fix({ observedAt: at + 5_000 }), undefined, at)).toBeUndefined();
  expect(refusal(fix({ observedAt: at + 5_001 }), undefined, at)).toBe("future");
});

test("a vehicle is in the channel of its line and in that of its cell", () => {
  const { channels } = vehicleView({ lookBackMs: 1, staleAfterMs: 1, removeAfterMs: 1 });
  expect(channels(fix())).toEqual(["line:24", "cell:-4.2060"]);
  expect(channels(fix({ line: null }))).toEqual(["cell:-4.2060"]);
});

test("a line is read back from its channel, a cell is no line", () => {
  expect(lineOfChannel(lineChannel("N29"))).toBe("N29");
  expect(lineOfChannel("cell:-4.2060")).toBeUndefined();
});

test("the columns are those of the contract, and nulls stay nulls", () => {
  const entry = { value: fix({ destination: null }), appendedAt: at + 5 } as ViewEntry<
    ReturnType<typeof fix>
  >;
  expect(Object.entries(vehicleColumns).map(([name, fill]) => [name, fill(entry)])).toEqual([
    ["vehicleId", "TFLS:24-1"],
    ["line", "24"],
    ["direction", "inbound"],
    ["destination", null],
    ["latitude", 51.5074],
    ["longitude", -0.1278],
    ["bearingDegrees", 180],
    ["speedMetersPerSecond", 6.5],
    ["observedAt", at],
    ["appendedAt", at + 5],
    ["nextStopId", "490000045D"],
    ["delaySeconds", -30],
    ["occupancy", null],
  ]);
});
