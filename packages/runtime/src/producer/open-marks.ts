import { progressTopicName } from "@tributary/contracts";
import type { Broker } from "@tributary/kafka";
import { type ConnectOptions, connect } from "../connect.ts";
import type { Room } from "../room.ts";
import type { Json } from "../view.ts";
import { MarkKeeper } from "./mark-keeper.ts";
import { readMarks } from "./mark-record.ts";
import { openOutlet } from "./outlet.ts";

export interface Marks {
  /** What earlier lives have left: the newest of each key. */
  readonly earlier: ReadonlyMap<string, Json>;
  readonly keeper: MarkKeeper;
}

/** A mark waits so long for others: a crash repeats a little more, and the topic grows by a tenth. */
const lingerMs = 100;

/** Reads what earlier lives have marked, and opens the way for more. */
export async function openMarks(
  service: string,
  broker: Pick<Broker, "openPublisher" | "readPartition">,
  room: Room,
  connecting: ConnectOptions,
): Promise<Marks> {
  const { lifecycle, log, streamMetrics } = room;
  const { signal } = connecting;
  const topic = progressTopicName(service);
  const { publisher, unacknowledged } = await openOutlet(
    { topic, whenFull: "wait", lingerMs },
    broker,
    room,
    connecting,
  );
  const read = async () => {
    const marks = new Map<string, Json>();
    const take = (records: Parameters<typeof readMarks>[1]) => readMarks(service, records, marks);
    await broker.readPartition({ topic, partition: 0, take, signal });
    return marks;
  };
  const earlier = await connect(`the marks in ${topic}`, read, connecting);
  log.info({ topic, marks: earlier.size }, "marks of earlier lives are read");
  const keeper = new MarkKeeper({
    service,
    publish: async (record) => {
      const fate = publisher.publish(record);
      unacknowledged.watch(fate);
      await fate;
      streamMetrics.sent.inc({ messaging_destination_name: topic });
    },
    flush: () => publisher.flush(),
  });
  lifecycle.atStake(() => {
    const { unwritten } = keeper;
    return unwritten === 0 ? undefined : `${unwritten} marks are not written to ${topic}`;
  });
  return { earlier, keeper };
}
