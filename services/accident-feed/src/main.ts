import { runConsumer } from "@tributary/runtime";
import { accidentFeed } from "./service.ts";

await runConsumer(accidentFeed);
