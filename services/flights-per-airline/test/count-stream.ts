import { EventStream } from "@tributary/testing";

/** A count as a stream tells it. */
export type CountRow = Readonly<Record<string, unknown>>;

export type CountStream = EventStream<CountRow, unknown>;

/** Opens `GET /stream`; it shows flights by `<airline>|<date>|<replay>`. */
export function countStream(url: string, lastEventId?: string): Promise<CountStream> {
  const key = ({ airline, date, replay }: CountRow) => `${airline}|${date}|${replay}`;
  return EventStream.open(url, { key, show: ({ flights }: CountRow) => flights }, lastEventId);
}
