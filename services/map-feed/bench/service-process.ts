import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface ServiceProcess {
  readonly url: string;
  readonly ops: string;
  stop(): void;
}

/** Runs a service's main file on free ports; resolves when it is ready. */
export async function startService(
  main: URL,
  env: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [main.pathname], {
    env: { ...process.env, HTTP_PORT: "0", OPS_PORT: "0", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let [url, ops] = ["", ""];
  for await (const line of createInterface(child.stdout)) {
    const entry = JSON.parse(line) as { ops?: string; url?: string; msg?: string };
    if (entry.msg === "starting") ops = entry.ops ?? "";
    if (entry.msg === "API is open") url = entry.url ?? "";
    if (url !== "" && ops !== "") break;
  }
  child.stdout.resume();
  while ((await fetch(`${ops}/readyz`)).status !== 200)
    await new Promise((resolve) => setTimeout(resolve, 100));
  return { url, ops, stop: () => void child.kill() };
}
