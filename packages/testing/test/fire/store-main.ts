import { runConsumer } from "@tributary/runtime";
import { storeService } from "./store-service.ts";

await runConsumer(storeService(process.env.FIRE_RUN ?? "by-hand"));
