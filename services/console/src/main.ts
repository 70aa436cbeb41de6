import { runGateway } from "@tributary/runtime";
import { consoleGateway } from "./service.ts";

await runGateway(consoleGateway);
