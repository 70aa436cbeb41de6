import { EventStream } from "@tributary/testing";

/** An accident as a stream tells it. */
export interface AccidentRow {
  readonly accidentId: string;
  readonly replay: string;
  readonly state: string;
  readonly city: string | null;
  readonly severityLevel: number;
  readonly startedAt: number;
  readonly latitude: number;
  readonly longitude: number;
}

export type AccidentStream = EventStream<AccidentRow, AccidentRow>;

/** Opens `GET /accidents/stream`; it shows accidents by their ids. */
export function accidentStream(url: string, lastEventId?: string): Promise<AccidentStream> {
  const showing = { key: ({ accidentId }: AccidentRow) => accidentId, show: (row: AccidentRow) => row };
  return EventStream.open(url, showing, lastEventId);
}
