import { deadLetterOf } from "@tributary/contracts";
import type { Evidence } from "../../src/fire/oracle.ts";
import type { FireCount } from "../fire/fire-topics.ts";
import { placeOf } from "./case-input.ts";
import type { Shape } from "./case-topics.ts";
import type { CaseTrial } from "./case-trial.ts";

type Fates = Pick<Evidence, "missing" | "repeated" | "stale">;

/**
 * What became of every event and of all poison. A map may publish and bury again after a crash, a sink may bury again;
 * (group, topic, partition, offset) tells which record it was. The fold has each once.
 */
export async function fatesOf(trial: CaseTrial, shape: Shape): Promise<Fates> {
  const output = shape === "sink" ? stored(trial) : await published(trial, shape);
  const burials = await burialsOf(trial, shape);
  const numbers = new Set(output.numbers);
  const { events } = trial.input;
  const unknown = output.numbers.filter((number) => !events.has(number)).length;
  const twice = shape === "map" ? 0 : output.numbers.length - numbers.size;
  return {
    missing: [...events.keys()].filter((number) => !numbers.has(number)).length + burials.missing,
    repeated: twice + unknown + output.conflicts + burials.wrong + (shape === "fold" ? burials.again : 0),
    stale: output.stale,
  };
}

interface Output {
  readonly numbers: readonly number[];
  readonly conflicts: number;
  readonly stale: number;
}

/** Number of the newest event of each key. */
function newestOf({ input }: CaseTrial): ReadonlyMap<string, number> {
  return new Map([...input.events.values()].map(({ key, number }) => [key, number]));
}

function stored(trial: CaseTrial): Output {
  const { store } = trial;
  return {
    numbers: [...store.stored.values()].map(({ number }) => number),
    conflicts: store.conflicts,
    stale: [...newestOf(trial)].filter(([key, number]) => store.newest.get(key)?.number !== number).length,
  };
}

async function published(trial: CaseTrial, shape: "map" | "fold"): Promise<Output> {
  const { topics, events } = trial.input;
  const entries = await trial.values(shape === "map" ? topics.mapped : topics.folded);
  const last = new Map(entries.map(({ key, number }) => [key, number]));
  let stale = [...newestOf(trial)].filter(([key, number]) => last.get(key) !== number).length;
  if (shape === "fold") {
    const counted = new Map((await trial.values(topics.counts)).map((count) => [count.key, count]));
    stale += [...truthOf([...events.values()])].filter(
      ([key, truth]) => !isSame(counted.get(key), truth),
    ).length;
  }
  return { numbers: entries.map(({ number }) => number), conflicts: 0, stale };
}

/** Counted here, by other means than the fold's. */
function truthOf(events: readonly { key: string; number: number }[]): ReadonlyMap<string, FireCount> {
  return new Map(
    [...Map.groupBy(events, ({ key }) => key)].map(([key, those]) => {
      const numbers = those.map(({ number }) => number);
      const sum = numbers.reduce((total, number) => total + number, 0);
      return [key, { key, count: numbers.length, sum, newest: Math.max(...numbers) }];
    }),
  );
}

function isSame(a: FireCount | undefined, b: FireCount): boolean {
  return a?.count === b.count && a.sum === b.sum && a.newest === b.newest;
}

/** Poison that is not buried; letters beyond the first of a place; and letters that are not what stands at their place. */
async function burialsOf(trial: CaseTrial, shape: Shape) {
  const poison = await trial.input.poison();
  const seen = new Set<string>();
  let again = 0;
  let wrong = 0;
  for (const { key, value, headers, partition } of await trial.buried(shape)) {
    const letter = deadLetterOf(headers);
    const place = letter === undefined ? "" : placeOf(letter);
    const original = poison.get(place);
    const isIts =
      letter?.group === trial.group(shape) &&
      letter.topic === original?.topic &&
      partition === original.partition &&
      sameBytes(key, original.key) &&
      sameBytes(value, original.value);
    if (!isIts) wrong++;
    else if (seen.has(place)) again++;
    seen.add(place);
  }
  return { missing: [...poison.keys()].filter((place) => !seen.has(place)).length, again, wrong };
}

function sameBytes(a: Buffer | null, b: Buffer | null): boolean {
  return a === null || b === null ? a === b : a.equals(b);
}
