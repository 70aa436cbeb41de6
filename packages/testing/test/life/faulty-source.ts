import { vehiclePosition } from "@tributary/contracts";
import { defineProducer, runProducer } from "@tributary/runtime";

// A producer whose source goes wrong in the way FAULT names, once it is connected.
const faults: Readonly<Record<string, () => Promise<void>>> = {
  throw: () => Promise.reject(new Error("the file vanished")),
  "stray rejection": () => {
    void Promise.reject(new Error("nobody waits for this"));
    return new Promise(() => {});
  },
  "stray rejection without a reason": () => {
    void Promise.reject();
    return new Promise(() => {});
  },
};

await runProducer(
  defineProducer({
    name: "faulty-source",
    summary: "Goes wrong",
    config: {},
    outputs: [vehiclePosition],
    source: async function* () {
      await faults[process.env.FAULT ?? ""]?.();
      yield* [];
    },
  }),
);
