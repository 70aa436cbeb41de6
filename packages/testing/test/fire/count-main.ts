import { runConsumer } from "@tributary/runtime";
import { countService } from "./count-service.ts";

await runConsumer(countService(process.env.FIRE_RUN ?? "by-hand"));
