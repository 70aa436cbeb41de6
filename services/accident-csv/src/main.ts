import { runReplay } from "@tributary/runtime";
import { accidentCsv } from "./service.ts";

await runReplay(accidentCsv);
