import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Ancestor {
  readonly pid: number;
  /** Its command line. */
  readonly command: string;
}

/** The processes that started this one, nearest first, as far as `last` says; all of them when it never does. */
export function ancestorsUpTo(
  last: (ancestor: Ancestor) => boolean,
  parent = process.ppid,
  look: (pid: number) => { readonly parent: number; readonly command: string } | undefined = lookUp,
): readonly Ancestor[] {
  const chain: Ancestor[] = [];
  for (let pid = parent; pid > 1; ) {
    const found = look(pid);
    if (found === undefined) return chain;
    chain.push({ pid, command: found.command });
    if (last({ pid, command: found.command })) return chain;
    pid = found.parent;
  }
  return chain;
}

/** npm names its process after what it runs: `npm start`, `npm exec`. */
export function isNpm({ command }: Ancestor): boolean {
  return /^npm( |$)|npm-cli\.js/.test(command);
}

function lookUp(pid: number): { parent: number; command: string } | undefined {
  return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): { parent: number; command: string } | undefined {
  try {
    // proc(5): the parent is the fourth field; the second, the name in parentheses, may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    return { parent, command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim() };
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): { parent: number; command: string } | undefined {
  const { stdout } = spawnSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], { encoding: "utf8" });
  const match = /^\s*(\d+)\s+(.*?)\s*$/.exec(stdout ?? "");
  return match === null ? undefined : { parent: Number(match[1]), command: match[2] ?? "" };
}
