import type { KafkajsModules } from "../kafkajs/kafkajs-modules.ts";

type Lookup = (...query: unknown[]) => (body: object) => object;

interface Sender {
  readonly lookupRequest: Lookup;
}

type Request = (this: Sender, request: { readonly groupInstanceId?: string }) => Promise<unknown>;

const requests = ["joinGroup", "syncGroup", "heartbeat"] as const;

/**
 * P6. kafkajs's encoders of JoinGroup 5, SyncGroup 3 and Heartbeat 3 know a static member's `groupInstanceId`
 * (KIP-345), but its broker drops what it is given: every restart is a new member and a rebalance.
 */
export function patchStaticMembership(modules: KafkajsModules): void {
  const broker = modules.read("src/broker/index.js").prototype as Record<(typeof requests)[number], Request>;
  for (const name of requests) {
    const original = broker[name];
    broker[name] = function (request) {
      const { groupInstanceId } = request;
      if (groupInstanceId === undefined) return original.call(this, request);
      const lookupRequest: Lookup = (...query) => {
        const exchange = this.lookupRequest(...query);
        return (body) => exchange({ ...body, groupInstanceId });
      };
      return original.call(Object.create(this, { lookupRequest: { value: lookupRequest } }), request);
    };
  }
}
