import { mainPorts } from "@tributary/runtime";
import { mainTerminal } from "../../src/command/main-terminal.ts";
import { replayCommand } from "../../src/command/replay-command.ts";
import { gauge, gaugeNamed } from "../fake/readings.ts";

const { GAUGE_NAME } = process.env;

process.exitCode = await replayCommand(process.argv.slice(2), {
  replays: { readings: GAUGE_NAME === undefined ? gauge : gaugeNamed(GAUGE_NAME) },
  ports: mainPorts(),
  terminal: mainTerminal(),
  folder: process.cwd(),
});
