import { verifyAccidents } from "@tributary/accident-csv/verify";
import { mainTerminal } from "@tributary/csv-replay";
import { mainPorts } from "@tributary/runtime";

/** By the word that names a kind of file. */
const verifications = { accidents: verifyAccidents };
const usage = 2;

const [kind = "", ...words] = process.argv.slice(2);
const terminal = mainTerminal();
if (Object.hasOwn(verifications, kind)) {
  const verify = verifications[kind as keyof typeof verifications];
  process.exitCode = await verify(words, { env: mainPorts().env, terminal, folder: process.cwd() });
} else {
  const kinds = Object.keys(verifications).join(", ");
  const isHelp = kind === "--help" || kind === "-h";
  const text = `npm run verify -- KIND [FILE]: which kind? There is ${kinds}; npm run verify -- ${kinds} --help tells more.\n`;
  if (isHelp) terminal.out(text);
  else terminal.err(text);
  process.exitCode = isHelp ? 0 : usage;
}
