import { accidentCsv } from "@tributary/accident-csv";
import { mainTerminal, replayCommand } from "@tributary/csv-replay";
import { flightCsv } from "@tributary/flight-csv";
import { mainPorts } from "@tributary/runtime";

process.exitCode = await replayCommand(process.argv.slice(2), {
  replays: { flights: flightCsv, accidents: accidentCsv },
  ports: mainPorts(),
  terminal: mainTerminal(),
  folder: process.cwd(),
});
