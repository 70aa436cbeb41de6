import type { ReplayTerminal } from "./display.ts";

const { stdin, stdout, stderr } = process;

/** The terminal that this process was started in. */
export function mainTerminal(): ReplayTerminal {
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    width: stderr.isTTY ? stderr.columns : undefined,
    onKey: stdin.isTTY && stderr.isTTY ? onKey : undefined,
    onStop: (listener) => {
      const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
      for (const signal of signals) process.once(signal, listener);
      return () => {
        for (const signal of signals) process.off(signal, listener);
      };
    },
  };
}

/** Keys one by one, without Enter. */
function onKey(listener: (key: string) => void): () => void {
  const onData = (data: Buffer) => {
    for (const key of data.toString("utf8")) listener(key);
  };
  stdin.setRawMode(true);
  stdin.on("data", onData);
  stdin.resume();
  return () => {
    stdin.off("data", onData);
    stdin.setRawMode(false);
    stdin.pause();
  };
}
