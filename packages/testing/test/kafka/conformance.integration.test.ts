import { brokerConformance } from "../../src/conformance/broker-conformance.ts";
import { kafkaUnderTest } from "./kafka-under-test.ts";

brokerConformance(kafkaUnderTest);
