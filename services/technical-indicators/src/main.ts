import { runConsumer } from "@tributary/runtime";
import { technicalIndicators } from "./service.ts";

await runConsumer(technicalIndicators);
