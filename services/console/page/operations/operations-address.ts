import type { DeadLetterFilter, DeadLetterPlace } from "@tributary/operations";

/** What of the Operations page is in the address. */
export interface OperationsAddress {
  readonly filter: DeadLetterFilter;
  readonly letter: DeadLetterPlace | undefined;
}

export const filterNames = ["group", "error", "stage", "topic"] as const;
export type FilterName = (typeof filterNames)[number];

/** Reads what is well-formed and leaves out the rest: an address is typed by people too. */
export function readOperationsAddress(query: URLSearchParams): OperationsAddress {
  const filter: { -readonly [K in FilterName]?: string } = {};
  for (const name of filterNames) {
    const value = query.get(name);
    if (value !== null && value !== "") filter[name] = value;
  }
  return { filter, letter: readPlace(query.get("letter") ?? "") };
}

/** `airline-counts:2:41` */
export function writePlace({ group, partition, offset }: DeadLetterPlace): string {
  return `${group}:${partition}:${offset}`;
}

function readPlace(text: string): DeadLetterPlace | undefined {
  const [, group, partition, offset] = /^([^:]+):(\d{1,9}):(\d{1,15})$/.exec(text) ?? [];
  if (group === undefined) return undefined;
  return { group, partition: Number(partition), offset: Number(offset) };
}

/** Where the console tells the dead letters that match. */
export function listAddress(filter: DeadLetterFilter, limit: number): string {
  const query = new URLSearchParams({ ...filter, limit: String(limit) });
  return `/operations/dead-letters?${query}`;
}

/** Where the console tells one of them whole. */
export function letterAddress({ group, partition, offset }: DeadLetterPlace): string {
  return `/operations/dead-letters/${encodeURIComponent(group)}/${partition}/${offset}`;
}
