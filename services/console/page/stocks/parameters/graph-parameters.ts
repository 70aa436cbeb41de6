import { defaultSettings, type IndicatorSettings } from "@tributary/indicators";
import { type GraphKind, graphs } from "../graph.ts";

/** Graphs that can be given other parameters than the service's, in the order of panes. */
export const adjustableKinds = ["bands", "sma", "ema", "aroon", "rsi", "macd"] as const;
export type AdjustableKind = (typeof adjustableKinds)[number];

/** One number that a graph is computed with. */
export interface GraphParameter {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Whole numbers of bars; or, of deviations, tenths for the arrows of its field and any decimals otherwise. */
  readonly step: 1 | 0.1;
}

/** Parameters of some graphs, as many numbers each as it has. */
export type ParameterValues = ReadonlyMap<AdjustableKind, readonly number[]>;

const period = (name = "period", least = 1): GraphParameter => ({ name, least, most: 500, step: 1 });

/** What each can be given: the same limits as the service's own configuration has. */
export const graphParameters: Readonly<Record<AdjustableKind, readonly GraphParameter[]>> = {
  bands: [period(), { name: "deviations", least: 0.1, most: 10, step: 0.1 }],
  sma: [period()],
  ema: [period()],
  aroon: [period()],
  rsi: [period()],
  macd: [period("fast"), period("slow", 2), period("signal")],
};

export function isAdjustable(kind: GraphKind): kind is AdjustableKind {
  return kind in graphParameters;
}

/** The parameters of a graph among those of all. */
export function valuesOf(kind: AdjustableKind, settings: IndicatorSettings): readonly number[] {
  const { bollinger, macd } = settings;
  if (kind === "bands") return [bollinger.period, bollinger.deviations];
  if (kind === "macd") return [macd.fast, macd.slow, macd.signal];
  return [settings[kind]];
}

/** Settings of the kernels: those given, the usual ones for all else. */
export function settingsOf(given: ParameterValues): IndicatorSettings {
  let settings = defaultSettings;
  for (const [kind, [first = 1, second = 1, third = 1]] of given) {
    if (kind === "bands") settings = { ...settings, bollinger: { period: first, deviations: second } };
    else if (kind === "macd") settings = { ...settings, macd: { fast: first, slow: second, signal: third } };
    else settings = { ...settings, [kind]: first };
  }
  return settings;
}

export function isSame(some: readonly number[] | undefined, others: readonly number[] | undefined): boolean {
  return some?.join() === others?.join();
}

/** Why a graph cannot have these, in words: `period needs a whole number from 1 to 500`; undefined where it can. */
export function faultOf(kind: AdjustableKind, values: readonly number[]): string | undefined {
  const parameters = graphParameters[kind];
  if (values.length !== parameters.length)
    return `${graphs[kind].name} needs ${parameters.map(({ name }) => name).join(", ")}`;
  const wrong = parameters.findIndex(({ least, most, step }, index) => {
    const value = values[index] as number;
    return !(value >= least && value <= most) || (step === 1 && !Number.isInteger(value));
  });
  const { name, least, most, step } = parameters[wrong] ?? period();
  if (wrong >= 0) return `${name} needs a ${step === 1 ? "whole " : ""}number from ${least} to ${most}`;
  const [fast = 0, slow = 0] = values;
  return kind === "macd" && fast >= slow ? "fast must be below slow" : undefined;
}

/** `20,2.5` → [20, 2.5]; what is written any other way is no number. */
export function readNumbers(text: string): readonly number[] {
  return text.split(",").map((part) => (/^\d{1,3}(\.\d{1,3})?$/.test(part) ? Number(part) : Number.NaN));
}
