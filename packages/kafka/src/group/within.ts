import { BrokerError } from "../broker-error.ts";

/** Settles as `promise` does, or rejects as `unavailable` when that takes longer. */
export async function within<T>(limitMs: number, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new BrokerError("unavailable", `no answer within ${limitMs} ms`)),
    limitMs,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
