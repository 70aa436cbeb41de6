import { InputError, type RowPosition } from "../row-source.ts";

/** A field of a position that was stored; one that is not there, or not a number, is the mark of a foreign position. */
export function numberIn(position: RowPosition, field: string): number {
  const value = fieldOf(position, field);
  if (typeof value !== "number") throw foreignPosition(position);
  return value;
}

/** As `numberIn`; null stands for an instant before all others. */
export function instantIn(position: RowPosition, field: string): number {
  return fieldOf(position, field) === null ? Number.NEGATIVE_INFINITY : numberIn(position, field);
}

/** JSON knows no infinity. */
export function storedInstant(instant: number): number | null {
  return instant === Number.NEGATIVE_INFINITY ? null : instant;
}

function fieldOf(position: RowPosition, field: string): RowPosition | undefined {
  if (typeof position !== "object" || position === null || Array.isArray(position)) return undefined;
  return (position as Readonly<Record<string, RowPosition>>)[field];
}

function foreignPosition(position: RowPosition): InputError {
  return new InputError(
    `The progress stored, ${JSON.stringify(position)}, is not of this order of rows. Use the order it was stored with, or begin a new run.`,
  );
}
