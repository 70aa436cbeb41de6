import type { BrokerUnderTest } from "./broker-under-test.ts";
import { compactionRules } from "./compaction-rules.ts";
import { groupRules } from "./group-rules.ts";
import { logRules } from "./log-rules.ts";
import { Scene } from "./scene.ts";
import { transactionRules } from "./transaction-rules.ts";
import { workRules } from "./work-rules.ts";

/**
 * Declares the Jest tests that every `Broker` has to pass: what the runtime and the services build on. A fake that
 * passes them is one that tests may trust.
 */
export function brokerConformance(open: () => Promise<BrokerUnderTest>): void {
  let cluster: BrokerUnderTest;
  let scene: Scene;
  const current = () => scene;

  beforeAll(async () => {
    cluster = await open();
    scene = new Scene(cluster);
  });
  beforeEach(() => {
    scene = new Scene(cluster);
  });
  afterEach(() => scene.close());
  afterAll(() => cluster.close());

  describe("logs", () => logRules(current));
  describe("work", () => workRules(current));
  describe("groups", () => groupRules(current));
  describe("transactions", () => transactionRules(current));
  describe("compaction", () => compactionRules(current));
}
