import getPort from "get-port";
import { StartError } from "./start-error.ts";

/** Where users open the page. They know the number, so it is never replaced by another one. */
export async function consolePort(env: Readonly<Record<string, string | undefined>>): Promise<number> {
  const text = env.CONSOLE_PORT ?? "4000";
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartError(`CONSOLE_PORT is "${text}"; expected a port number from 1 to 65535.`, 78);
  }
  if ((await getPort({ port })) !== port) throw new StartError(taken(port), 78);
  return port;
}

function taken(port: number): string {
  return (
    `Port ${port}, where the console is to be, is taken by another program (see who: ${listing(port)}).\n` +
    `End that program, or choose another port: CONSOLE_PORT=${port + 1} npm start`
  );
}

function listing(port: number): string {
  return process.platform === "win32" ? `netstat -ano | findstr :${port}` : `lsof -i :${port}`;
}
