import { Metrics } from "../src/metrics.ts";
import { ReaderLag } from "../src/reader-lag.ts";
import { createStreamMetrics } from "../src/stream-metrics.ts";

const place = { topic: "test.thing.v1", partition: 3 };
/** Records at these offsets, appended at ten times their offset, in seconds. */
const at = (...offsets: number[]) => offsets.map((offset) => ({ offset, timestamp: offset * 10_000 }));

function bench() {
  const metrics = new Metrics("counter");
  const wall = { seconds: 0 };
  const lag = new ReaderLag(createStreamMetrics(metrics), "group", () => wall.seconds * 1_000);
  const told = async () => {
    lag.refresh();
    const lines = (await metrics.text()).split("\n").filter((line) => line.startsWith("stream_consumer_"));
    return Object.fromEntries(
      lines.map((line) => [/stream_consumer_(\w+)\{/.exec(line)?.[1], Number(line.split(" ")[1])]),
    );
  };
  return { lag, wall, told };
}

test("who has done all there is, is 0 s late however long ago that was", async () => {
  const { lag, wall, told } = bench();
  lag.took(place, { records: at(5, 6), endOffset: 7 });
  lag.moved(place, { records: at(5, 6), endOffset: 7 }, 7);
  wall.seconds = 1_000;
  expect(await told()).toEqual({ lag_records: 0, lag_seconds: 0, position_offset: 7 });
});

test("a record in hand gets later until it is done, and its offset is where the reader stands", async () => {
  const { lag, wall, told } = bench();
  lag.took(place, { records: at(5, 6), endOffset: 7 });
  wall.seconds = 51;
  expect(await told()).toEqual({ lag_seconds: 1, position_offset: 5 });
  wall.seconds = 80;
  expect(await told()).toEqual({ lag_seconds: 30, position_offset: 5 });
});

test("who takes the same chunk again and again stays where it is, control records before it or not", async () => {
  const { lag, told } = bench();
  const chunk = { records: at(5, 6), endOffset: 7 };
  for (let attempt = 0; attempt < 2; attempt++) {
    lag.took(place, chunk);
    expect(await told()).toMatchObject({ position_offset: attempt === 0 ? 5 : 4 });
    lag.moved(place, chunk, 4);
    expect(await told()).toMatchObject({ position_offset: 4 });
  }
});

test("of a chunk that is done in part, the first record left counts", async () => {
  const { lag, wall, told } = bench();
  lag.moved(place, { records: at(5, 6, 7), endOffset: 20 }, 6);
  wall.seconds = 65;
  expect(await told()).toEqual({ lag_records: 14, lag_seconds: 5, position_offset: 6 });
});

test("of records not read yet nothing is known but that they came after the last that was", async () => {
  const { lag, wall, told } = bench();
  lag.moved(place, { records: at(5, 6), endOffset: 20 }, 7);
  wall.seconds = 70;
  expect(await told()).toEqual({ lag_records: 13, lag_seconds: 10, position_offset: 7 });
});

test("a position that moves over control records alone leaves the lateness as it was", async () => {
  const { lag, wall, told } = bench();
  wall.seconds = 40;
  lag.moved(place, { records: [], endOffset: 20 }, 7);
  wall.seconds = 45;
  lag.moved(place, { records: [], endOffset: 20 }, 8);
  expect(await told()).toEqual({ lag_records: 12, lag_seconds: 5, position_offset: 8 });
});

test("the broker's clock may be ahead: nobody is late by less than nothing", async () => {
  const { lag, told } = bench();
  lag.took(place, { records: at(5), endOffset: 6 });
  expect(await told()).toEqual({ lag_seconds: 0, position_offset: 5 });
});

test("of a partition that is somebody else's nothing is told", async () => {
  const { lag, told } = bench();
  lag.moved(place, { records: at(5), endOffset: 20 }, 6);
  await told();
  lag.forget(place);
  expect(await told()).toEqual({});
});
