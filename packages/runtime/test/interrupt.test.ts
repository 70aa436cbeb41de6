import { Interrupt } from "../src/interrupt.ts";

const never = () => new Promise<never>(() => {});

test("a wait settles as the promise it waits for", async () => {
  const interrupt = new Interrupt();
  await expect(interrupt.wait(Promise.resolve(7))).resolves.toBe(7);
  await expect(interrupt.wait(Promise.reject(new Error("no")))).rejects.toThrow("no");
});

test("raising ends the present wait", async () => {
  const interrupt = new Interrupt();
  const waiting = interrupt.wait(never());
  interrupt.raise(new Error("stop"));
  await expect(waiting).rejects.toThrow("stop");
});

test("once raised, every later wait rejects with the first reason", async () => {
  const interrupt = new Interrupt();
  interrupt.raise(new Error("first"));
  interrupt.raise(new Error("second"));
  await expect(interrupt.wait(Promise.resolve(1))).rejects.toThrow("first");
});
