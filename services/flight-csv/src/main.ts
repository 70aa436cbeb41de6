import { runReplay } from "@tributary/runtime";
import { flightCsv } from "./service.ts";

await runReplay(flightCsv);
