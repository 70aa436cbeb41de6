import type { KafkajsModules } from "../kafkajs/kafkajs-modules.ts";

const shortestWaitMs = 10;

interface RequestQueue {
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  checkPendingRequests(): void;
}

/**
 * P4. After its first response each connection arms a timer of about 1 ms again and again although nothing waits:
 * 3.5 % of a core per idle client, and a negative delay that Node 24 warns about. Only a queue in which something
 * waits needs the timer.
 */
export function patchRequestQueue(modules: KafkajsModules): void {
  const queue = modules.read("src/network/requestQueue/index.js").prototype as {
    scheduleCheckPendingRequests(this: RequestQueue): void;
  };
  queue.scheduleCheckPendingRequests = function () {
    if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
    const wait = Math.max(this.throttledUntil - Date.now(), shortestWaitMs);
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, wait);
  };
}
