import { runConsumer } from "@tributary/runtime";
import { mongoSink } from "./service.ts";

await runConsumer(mongoSink);
