import { runConsumer } from "@tributary/runtime";
import { caseService } from "./case-service.ts";
import type { Shape } from "./case-topics.ts";

const { SHAPE = "map", CASE_RUN = "by-hand" } = process.env;
await runConsumer(caseService(SHAPE as Shape, CASE_RUN));
