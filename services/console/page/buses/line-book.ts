import { type RoutePath, routePath } from "./motion/route-path.ts";

export interface Stop {
  readonly stopId: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly meters: number;
}

export interface LineRun {
  readonly direction: string;
  readonly destination: string;
  readonly stops: readonly Stop[];
  readonly path: RoutePath;
}

interface LineAnswer {
  readonly runs: readonly {
    readonly direction: string;
    readonly destination: string;
    readonly shape: readonly (readonly [number, number])[];
    readonly stops: readonly Stop[];
  }[];
}

const AT_ONCE = 3;
const AGAIN_AFTER_MS = 5_000;

/** Runs, paths and stops of lines, fetched when first wanted, a few at a time, the latest wanted first. */
export class LineBook {
  readonly #fetchLine: (line: string) => Promise<LineAnswer | undefined>;
  readonly #known: (line: string) => void;
  readonly #lines = new Map<string, readonly LineRun[] | "asked">();
  readonly #queue: string[] = [];
  #underWay = 0;

  /** @param known told when a line's runs have come */
  constructor(fetchLine: (line: string) => Promise<LineAnswer | undefined>, known: (line: string) => void) {
    this.#fetchLine = fetchLine;
    this.#known = known;
  }

  want(line: string): void {
    if (this.#lines.has(line)) return;
    this.#lines.set(line, "asked");
    this.#queue.push(line);
    this.#next();
  }

  /** Runs of the line in that direction, or all where none has it; none while they are not known. */
  runs(line: string | null, direction: string | null): readonly LineRun[] {
    const runs = line === null ? undefined : this.#lines.get(line);
    if (runs === undefined || runs === "asked") return [];
    const along = runs.filter((run) => run.direction === direction);
    return along.length > 0 ? along : runs;
  }

  readonly paths = (line: string | null, direction: string | null): readonly RoutePath[] =>
    this.runs(line, direction).map(({ path }) => path);

  runOf(line: string | null, path: RoutePath | undefined): LineRun | undefined {
    return path === undefined ? undefined : this.runs(line, null).find((run) => run.path === path);
  }

  stopName(line: string | null, stopId: string): string | undefined {
    for (const run of this.runs(line, null)) {
      const stop = run.stops.find((candidate) => candidate.stopId === stopId);
      if (stop !== undefined) return stop.name;
    }
    return undefined;
  }

  #next(): void {
    while (this.#underWay < AT_ONCE) {
      const line = this.#queue.pop();
      if (line === undefined) return;
      this.#underWay++;
      void this.#ask(line);
    }
  }

  async #ask(line: string): Promise<void> {
    try {
      const answer = await this.#fetchLine(line);
      const runs = (answer?.runs ?? []).flatMap(({ direction, destination, shape, stops }) => {
        const path = routePath(shape);
        return path === undefined ? [] : [{ direction, destination, stops, path }];
      });
      this.#lines.set(line, runs);
      if (runs.length > 0) this.#known(line);
    } catch {
      // The feed is away: whoever wants the line a little later asks again.
      setTimeout(() => this.#lines.delete(line), AGAIN_AFTER_MS);
    } finally {
      this.#underWay--;
      this.#next();
    }
  }
}
