import { mainTerminal, replayCommand } from "@tributary/csv-replay";
import { flightCsv } from "@tributary/flight-csv";
import { mainPorts } from "@tributary/runtime";

process.exitCode = await replayCommand(process.argv.slice(2), {
  replays: { flights: flightCsv },
  ports: mainPorts(),
  terminal: mainTerminal(),
  folder: process.cwd(),
});
