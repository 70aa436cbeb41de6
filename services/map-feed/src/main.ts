import { runConsumer } from "@tributary/runtime";
import { mapFeed } from "./service.ts";

await runConsumer(mapFeed);
