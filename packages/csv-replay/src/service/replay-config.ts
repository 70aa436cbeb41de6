import { boolean, type Field, integer, number, oneOf, string, type Values } from "@tributary/config";

const anyText = { optional: true } as const;

/** A text with a form of its own, which `replayPlan` reads. */
function formed(type: string, doc: string, example: string): Field<string | undefined> {
  return { ...string(doc, { optional: true, example }), type };
}

const fields = (defaultSpeed: string) => ({
  FILE: string("CSV file to replay, also packed with gzip", anyText),
  SPEED: formed(
    "number above 0, or max",
    `Seconds of event time a second; max: as fast as it is written. Unset, without a rate: ${defaultSpeed}`,
    "10",
  ),
  RATE: number("Rows a second, whatever their times; instead of a speed", { optional: true }),
  GAP_CAP_MS: integer("A longer gap between event times counts as so much event time; unset: gaps are kept", {
    optional: true,
    minimum: 0,
    unit: "ms",
  }),
  FROM: formed("day or instant with its zone", "Rows before it are skipped", "2015-02-01"),
  TO: formed(
    "day or instant with its zone",
    "Last day to be sent, or the instant before which all is sent",
    "2015-02-28",
  ),
  LOOP: boolean("Begin anew at the end of the file, behind what was sent", { default: false }),
  REBASE: oneOf("now: event times are shifted so that the first row happens now", ["off", "now"] as const, {
    default: "off",
  }),
  ORDER: oneOf("Order of rows; unset: what is usual for such files", ["file", "buffer", "sort"] as const, {
    optional: true,
  }),
  LATENESS_MS: integer("How late a row may come to be set right by the order buffer", {
    optional: true,
    minimum: 0,
    unit: "ms",
  }),
  MAX_BAD: integer("One bad row more ends the replay as failed; unset: any number is buried", {
    optional: true,
    minimum: 0,
  }),
  WHEN_DONE: oneOf(
    "stay: open for another run after the last row; exit: the service ends",
    ["stay", "exit"] as const,
    {
      default: "stay",
    },
  ),
  CACHE_DIR: string("Folder for sorted copies; unset: .cache/tributary/sorted in the home folder", anyText),
});

type Fields = ReturnType<typeof fields>;
export type ReplayValues = Values<Fields>;
export type ReplaySpec<P extends string> = {
  readonly [Name in keyof Fields as `${P}_${Name}`]: Fields[Name];
};

/** The variables of a service that replays a file, `<prefix>_FILE` and so on. */
export function replayConfig<const P extends string>(prefix: P, defaultSpeed = "10"): ReplaySpec<P> {
  const entries = Object.entries(fields(defaultSpeed)).map(([name, field]) => [`${prefix}_${name}`, field]);
  return Object.fromEntries(entries) as ReplaySpec<P>;
}

/** Their values under names without the prefix. */
export function replayValues(prefix: string, values: Readonly<Record<string, unknown>>): ReplayValues {
  const names = Object.keys(fields(""));
  return Object.fromEntries(names.map((name) => [name, values[`${prefix}_${name}`]])) as ReplayValues;
}

/** Names of the variables. */
export const replayVariables = (prefix: string): readonly string[] => Object.keys(replayConfig(prefix));
