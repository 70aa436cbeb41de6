/** Under this key the group remembers in `<group>.control` that it has tripped; a tombstone lets it go on. */
export const tripKey = "trip";

/** Why and where a group tripped, as its control topic remembers it. */
export interface Trip {
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Where the record lay that tripped it. */
  readonly topic: string;
  readonly partition: number;
}

export function tripValue(trip: Trip): Buffer {
  return Buffer.from(JSON.stringify(trip));
}

/** Whatever stands under the key means tripped: what cannot be read is no reason to go on. */
export function tripOf(value: Buffer): Trip {
  const unreadable = { reason: "for a reason that cannot be read", at: 0, topic: "unknown", partition: 0 };
  try {
    const given = JSON.parse(value.toString()) as Partial<Trip> | null;
    if (typeof given?.reason !== "string") return unreadable;
    return { ...unreadable, ...given, reason: given.reason };
  } catch {
    return unreadable;
  }
}
