import type { Broker } from "@tributary/kafka";
import { Outbox } from "../../src/actions/outbox.ts";
import { FakeBroker } from "../fake-broker.ts";
import { FakeOperator } from "../fake-operator.ts";

test("a broker that does not confirm is not waited for without end", async () => {
  const broker = new FakeBroker(new FakeOperator());
  broker.silent.add("t");
  const outbox = new Outbox(broker as unknown as Broker, 20);

  const sent = outbox.send("t", { key: "k", value: null });

  await expect(sent).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("may have been written or not"),
  });
  await outbox.close();
});
