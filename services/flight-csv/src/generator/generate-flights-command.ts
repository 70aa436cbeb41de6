import { generateFlights } from "./generate-flights.ts";

const { stdout: out, stderr: err } = process;
process.exitCode = await generateFlights(process.argv.slice(2), { out, err });
