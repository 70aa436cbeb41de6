import { brokerConformance } from "../../src/conformance/broker-conformance.ts";
import { memoryUnderTest } from "./memory-under-test.ts";

brokerConformance(memoryUnderTest);
