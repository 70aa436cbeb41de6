import { generateAccidents } from "./generate-accidents.ts";

const { stdout: out, stderr: err } = process;
process.exitCode = await generateAccidents(process.argv.slice(2), { out, err });
