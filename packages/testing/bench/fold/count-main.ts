import { runConsumer } from "@tributary/runtime";
import { countService } from "./count-service.ts";

/** One instance of the counting fold as it runs in production. Arguments: group, topic. */
const [group = "bench-fold", topic = "bench.event.v1"] = process.argv.slice(2);
await runConsumer(countService(group, topic));
