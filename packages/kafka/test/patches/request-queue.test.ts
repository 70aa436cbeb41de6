import type { KafkajsModules } from "../../src/kafkajs/kafkajs-modules.ts";
import { patchRequestQueue } from "../../src/patches/request-queue.ts";
import { compareWithStock, silentLogger } from "./kafkajs-copies.ts";

type Timers = Pick<typeof globalThis, "setTimeout" | "clearTimeout">;

/** Holds timers instead of running them, in kafkajs's own realm and in that of the patch. */
class HeldTimers {
  armed = 0;
  #due: (() => void)[] = [];
  readonly #realms: readonly Timers[];
  readonly #original: readonly Timers[];

  constructor(kafkajsFunction: object) {
    const outside = (kafkajsFunction.constructor as FunctionConstructor)("return globalThis")() as Timers;
    this.#realms = [...new Set<Timers>([globalThis, outside])];
    this.#original = this.#realms.map(({ setTimeout, clearTimeout }) => ({ setTimeout, clearTimeout }));
    const hold = (callback: () => void) => {
      this.armed++;
      this.#due.push(callback);
      return { hold: callback };
    };
    for (const realm of this.#realms)
      Object.assign(realm, { setTimeout: hold, clearTimeout: () => undefined });
  }

  fireAll(): void {
    const due = this.#due;
    this.#due = [];
    for (const callback of due) callback();
  }

  release(): void {
    for (const [index, realm] of this.#realms.entries()) Object.assign(realm, this.#original[index]);
  }
}

function queueOf(modules: KafkajsModules) {
  const RequestQueue = modules.read("src/network/requestQueue/index.js");
  const logger = silentLogger(modules);
  const settings = {
    requestTimeout: 1_000,
    enforceRequestTimeout: false,
    clientId: "test",
    broker: "b",
    logger,
  };
  return { RequestQueue, queue: new RequestQueue({ ...settings, maxInFlightRequests: null }) };
}

function request(correlationId: number, sent: number[]) {
  return {
    entry: { correlationId, resolve: () => undefined, reject: () => undefined },
    expectResponse: true,
    requestTimeout: 1_000,
    sendRequest: () => sent.push(correlationId),
  };
}

/** Timers armed by a connection that has been answered once and then idles for a thousand turns. */
function idle(modules: KafkajsModules): number {
  const { RequestQueue, queue } = queueOf(modules);
  const timers = new HeldTimers(RequestQueue);
  try {
    queue.push(request(1, []));
    queue.fulfillRequest({ correlationId: 1, payload: Buffer.alloc(0), size: 0 });
    for (let turn = 0; turn < 1_000; turn++) timers.fireAll();
    return timers.armed;
  } finally {
    timers.release();
  }
}

test("an idle connection arms no timer", async () => {
  const { stock, patched } = await compareWithStock(patchRequestQueue, idle);

  expect(stock).toEqual(new Array(10).fill(1_001));
  expect(patched).toBe(0);
});

test("a request held back by throttling is sent when the throttling ends", async () => {
  const scenario = (modules: KafkajsModules) => {
    const { RequestQueue, queue } = queueOf(modules);
    const timers = new HeldTimers(RequestQueue);
    const sent: number[] = [];
    try {
      queue.maybeThrottle(60_000);
      queue.push(request(1, sent));
      const whileThrottled = [...sent];
      queue.throttledUntil = -1;
      timers.fireAll();
      return { whileThrottled, after: sent };
    } finally {
      timers.release();
    }
  };

  const { stock, patched } = await compareWithStock(patchRequestQueue, scenario);

  expect(stock[0]).toEqual({ whileThrottled: [], after: [1] });
  expect(patched).toEqual({ whileThrottled: [], after: [1] });
});
