import { runProducer } from "@tributary/runtime";
import { busGps } from "./service.ts";

await runProducer(busGps);
