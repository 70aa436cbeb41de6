import type { MarketBar } from "@tributary/contracts";
import { Temporal } from "temporal-polyfill";
import { aBar, day, minute } from "../a-bar.ts";
import { revised } from "../minutes.ts";
import { Folding } from "./folding.ts";
import { difference, recomputed } from "./recomputed.ts";

/** What a source tells, in its order, and what its bars are once all is known. */
interface Story {
  readonly told: readonly MarketBar[];
  readonly corrected: readonly MarketBar[];
}

const instant = (local: string) => Temporal.ZonedDateTime.from(local).epochMilliseconds;

/** Closed bars one after another from each of these local times on, of a price that wanders in quarters. */
function bars(given: Partial<MarketBar>, stepMs: number, count: number, ...starts: readonly string[]) {
  let close = 100;
  let n = 0;
  return starts.flatMap((start) =>
    Array.from({ length: count }, (_, index) => {
      const open = close;
      close += Math.round(10 * Math.sin(n * n)) / 4;
      const volume = 1 + (n++ % 7);
      return aBar({ symbol: "S", openTime: instant(start) + index * stepMs, open, close, volume, ...given });
    }),
  );
}

/** Three sessions of New York's minutes, with the night between the first two on which clocks go forward. */
const newYork = bars(
  { exchange: "XNYS" },
  minute,
  390,
  "2026-03-06T09:30[America/New_York]",
  "2026-03-09T09:30[America/New_York]",
  "2026-03-10T09:30[America/New_York]",
);

/** Weekdays of New York, each from its own midnight, whose adjusted close is a tenth less. */
const days = bars({ exchange: "XNYS", interval: "1d" }, day, 1_400, "2022-01-03T12:00[America/New_York]")
  .filter(({ openTime }) => ![0, 6].includes(new Date(openTime).getUTCDay()))
  .map((bar) => {
    const openTime = Temporal.Instant.fromEpochMilliseconds(bar.openTime)
      .toZonedDateTimeISO("America/New_York")
      .startOfDay().epochMilliseconds;
    return { ...bar, openTime, adjustedClose: 0.9 * bar.close };
  });

const at = (all: readonly MarketBar[], index: number) => all.at(index) as MarketBar;
const put = (all: readonly MarketBar[], ...others: readonly MarketBar[]) =>
  all.map((bar) => others.find(({ openTime }) => openTime === bar.openTime) ?? bar);

/** A trade reported late widens its closed bar, brings volume, and may be its close. */
function lateTick(bar: MarketBar, price: number): MarketBar {
  const [high, low] = [Math.max(bar.high, price), Math.min(bar.low, price)];
  const volume = (bar.volume ?? 0) + 3;
  return { ...bar, high, low, close: price, volume, revision: 1, observedAt: bar.observedAt + 150_000 };
}

function lateTicks(): Story {
  // In the last minutes, in a session before, whose day and hour have closed, and in its very last minute.
  const late = [at(newYork, -3), at(newYork, 700), at(newYork, 779)].map((bar) => lateTick(bar, 130));
  return { told: [...newYork, ...late], corrected: put(newYork, ...late) };
}

function correctedClose(): Story {
  const corrected = [at(days, -1), at(days, -40), at(days, -300)].map((bar) => revised(bar, 1.25));
  return { told: [...days, ...corrected], corrected: put(days, ...corrected) };
}

function tooOldClose(): Story {
  const corrected = revised(at(days, 100), 1.25);
  return { told: [...days, corrected], corrected: put(days, corrected) };
}

function split(): Story {
  const [before, after] = [days.slice(0, 900), days.slice(900)];
  const halved = (bar: MarketBar, revision: number) => ({
    ...revised(bar, 0.5, { revision }),
    adjustedClose: 0.45 * bar.close,
    volume: 2 * (bar.volume ?? 0),
  });
  const restated = before.map((bar) => halved(bar, 1));
  const since = after.map((bar) => halved(bar, 0));
  return { told: [...before, ...restated, ...since], corrected: [...restated, ...since] };
}

function zeroVolume(): Story {
  // A price is quoted and nothing traded, on one day and over the end of a month; of another month nobody tells the volume.
  const quiet = at(days, 300).openTime;
  const told = days.map((bar) => {
    const { openTime, open } = bar;
    const date = new Date(openTime).toISOString();
    if (date.startsWith("2024-02")) return { ...bar, volume: null, adjustedClose: null };
    const isQuiet = openTime === quiet || (date > "2023-06-20" && date < "2023-07-06");
    return isQuiet ? { ...bar, high: open, low: open, close: open, volume: 0, adjustedClose: null } : bar;
  });
  return { told, corrected: told };
}

function halted(): Story {
  // From the middle of a minute on for an hour, and over the closing of the next session.
  const stop = at(newYork, 500);
  const told = newYork.filter((_, n) => n < 500 || (n >= 560 && n < 760) || n >= 780);
  const forming = { ...stop, final: false };
  return {
    told: [...told.slice(0, 500), forming, ...told.slice(500)],
    corrected: [...told.slice(0, 500), stop, ...told.slice(500)],
  };
}

test.each([
  ["late ticks", lateTicks, 0],
  ["corrected closes", correctedClose, 0],
  ["a corrected close that is older than what is kept", tooOldClose, 1],
  ["a split", split, 0],
  ["days of no volume and of one that nobody tells", zeroVolume, 0],
  ["halts", halted, 0],
])(
  "after %s all is as a batch over the corrected input has it, through restarts, too",
  (_, story, rebuilds) => {
    const { told, corrected } = story();
    const due = recomputed(corrected);
    const folding = new Folding().take(...told);
    expect(difference(folding.table, due)).toBeUndefined();
    expect(folding.rebuilds).toHaveLength(rebuilds);
    const restarted = new Folding({ restarts: (record) => record % 101 === 0 }).take(...told);
    expect(difference(restarted.table, due)).toBeUndefined();
  },
);

const spring = { begins: "2026-03-07", night: "2026-03-08" };
const autumn = { begins: "2026-10-31", night: "2026-11-01" };

test.each([
  ["New York's in spring", "XNYS", "America/New_York", spring, 23],
  ["New York's in autumn", "XNYS", "America/New_York", autumn, 25],
  ["London's in spring", "XLON", "Europe/London", { begins: "2026-03-28", night: "2026-03-29" }, 23],
  ["London's in autumn", "XLON", "Europe/London", { begins: "2026-10-24", night: "2026-10-25" }, 25],
  ["a coin's that night in spring", "24-7", "UTC", spring, 24],
  ["a coin's that night in autumn", "24-7", "UTC", autumn, 24],
])(
  "minutes over the night on which clocks change, %s, and a late one in it",
  (_, exchange, zone, nights, hours) => {
    const { begins, night } = nights;
    // Every third minute of three days around the clock: more than an exchange trades, and it must get that right, too.
    const all = bars({ exchange }, 3 * minute, 20 * (48 + hours), `${begins}T00:00[${zone}]`);
    const late = lateTick(at(all, 20 * 26), 130);
    const folding = new Folding().take(...all, late);
    expect(difference(folding.table, recomputed(put(all, late)))).toBeUndefined();
    const midnight = instant(`${night}T00:00[${zone}]`);
    expect(folding.of("1d").map(({ openTime }) => openTime)).toEqual([
      midnight - day,
      midnight,
      midnight + hours * 3_600_000,
    ]);
    expect(folding.of("1h")).toHaveLength(48 + hours);
    expect(folding.of("1M")[0]?.openTime).toBe(instant(`${begins.slice(0, 7)}-01T00:00[${zone}]`));
  },
);

test.each([
  ["XNYS", "America/New_York", "2026-10-30T15:50"],
  ["XLON", "Europe/London", "2026-03-27T16:20"],
])(
  "minutes at %s's closing and after hours, forming and closed, at each step as a batch has it",
  (exchange, zone, from) => {
    const all = bars(
      { exchange },
      7 * minute,
      16,
      `${from}[${zone}]`,
      `${from.replace("T1", "T0")}[${zone}]`,
    );
    const [evening, monday] = [
      all.slice(0, 16),
      all.slice(16).map((bar) => ({ ...bar, openTime: bar.openTime + 3 * day })),
    ];
    const told = [...evening, ...monday].flatMap((bar) => [{ ...bar, final: false }, revised(bar, 1)]);
    const folding = new Folding();
    for (const bar of told) {
      folding.take(bar);
      expect(difference(folding.table, recomputed(folding.log))).toBeUndefined();
    }
  },
);
