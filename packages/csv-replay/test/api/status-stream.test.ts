import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { jest } from "@jest/globals";
import { StatusStream } from "../../src/api/status-stream.ts";
import type { ReplayStatus } from "../../src/replay-status.ts";
import { statusOf } from "../fake/status.ts";

/** A response whose socket takes what it is given, until it does not. */
class FakeResponse extends EventEmitter {
  readonly written: Buffer[] = [];
  takes = true;
  destroyed = false;

  write(frame: Buffer): boolean {
    this.written.push(frame);
    return this.takes;
  }

  end(frame: Buffer): void {
    this.written.push(frame);
    this.emit("close");
  }

  destroy(): void {
    this.destroyed = true;
    this.emit("close");
  }

  get text(): string {
    return Buffer.concat(this.written).toString();
  }

  get asResponse(): ServerResponse {
    return this as unknown as ServerResponse;
  }
}

function scene(options = {}) {
  const listeners = new Set<() => void>();
  const watched = {
    status: statusOf() as ReplayStatus,
    watch: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const change = (changes: Partial<ReplayStatus>) => {
    watched.status = { ...watched.status, ...changes };
    for (const listener of listeners) listener();
  };
  return { stream: new StatusStream(watched, options), change, listeners };
}

const sent = (read: number) => ({ read, sent: read, buried: 0, skipped: 0, late: 0, outliers: 0 });
const statuses = (response: FakeResponse) => response.text.split("event: status").length - 1;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test("a reader is greeted with the status; a change of state is told at once, numbers a few times a second", () => {
  const { stream, change } = scene();
  const reader = new FakeResponse();
  stream.add(reader.asResponse);
  expect(statuses(reader)).toBe(1);
  change({ state: "paused" });
  expect(statuses(reader)).toBe(2);
  for (let read = 1; read <= 100; read += 1) change({ rows: sent(read) });
  expect(statuses(reader)).toBe(2);
  jest.advanceTimersByTime(250);
  expect(statuses(reader)).toBe(3);
  expect(reader.text).toContain('"read":100');
});

test("all readers share one encoding of a change", () => {
  const { stream, change } = scene();
  const readers = [new FakeResponse(), new FakeResponse()];
  for (const reader of readers) stream.add(reader.asResponse);
  change({ state: "paused" });
  expect(readers[0]?.written.at(-1)).toBe(readers[1]?.written.at(-1));
});

test("while it runs a status comes every second; paused there is a heartbeat, and nothing else", () => {
  const { stream, change } = scene();
  const reader = new FakeResponse();
  stream.add(reader.asResponse);
  jest.advanceTimersByTime(5_000);
  expect(statuses(reader)).toBe(6);
  change({ state: "paused" });
  jest.advanceTimersByTime(30_000);
  expect(statuses(reader)).toBe(7);
  expect(reader.text.split(": heartbeat").length - 1).toBe(2);
});

test("a slow reader has nothing waiting for it but the newest, and one that takes nothing for long is cut", () => {
  const { stream, change } = scene();
  const slow = new FakeResponse();
  stream.add(slow.asResponse);
  slow.takes = false;
  change({ state: "paused" });
  change({ state: "running" });
  change({ state: "finished", rows: sent(7) });
  expect(statuses(slow)).toBe(2);
  slow.takes = true;
  slow.emit("drain");
  expect(statuses(slow)).toBe(3);
  expect(slow.text).toContain('"read":7');
  slow.takes = false;
  change({ state: "running" });
  jest.advanceTimersByTime(6_000);
  expect(slow.destroyed).toBe(true);
});

test("without readers nothing is watched and nothing is timed", () => {
  const { stream, listeners } = scene();
  const reader = new FakeResponse();
  expect(jest.getTimerCount()).toBe(0);
  stream.add(reader.asResponse);
  expect(jest.getTimerCount()).toBe(1);
  reader.emit("close");
  expect(jest.getTimerCount()).toBe(0);
  expect(listeners.size).toBe(0);
});

test("there is room for so many readers; a stream that closes tells them to come back and takes no more", async () => {
  const { stream } = scene({ mostReaders: 1 });
  const reader = new FakeResponse();
  stream.add(reader.asResponse);
  expect(stream.isFull).toBe(true);
  await stream.close();
  expect(reader.text).toMatch(/event: reconnect\ndata: \{"clock":0\}\n\n$/);
  expect(stream.isFull).toBe(true);
});
