import { runConsumer } from "@tributary/runtime";
import { flightsPerAirline } from "./service.ts";

await runConsumer(flightsPerAirline);
