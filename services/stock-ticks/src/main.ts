import { runProducer } from "@tributary/runtime";
import { stockTicks } from "./service.ts";

await runProducer(stockTicks);
