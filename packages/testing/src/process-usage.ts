import { readFileSync } from "node:fs";

/** What a process has used and holds. */
export interface ProcessUsage {
  /** User and system time of all its threads since it began. */
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  readonly peakResidentBytes: number;
}

/** Linux counts time in ticks of USER_HZ, which is 100 on all machines that Node runs on (proc_pid_stat(5), time(7)). */
const ticksPerSecond = 100;

/** As the kernel books it; Linux only. Throws when there is no such process. */
export function usageOf(pid: number): ProcessUsage {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name, in parentheses, may hold spaces; utime and stime are fields 14 and 15, and the first behind it is field 3.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return {
    cpuSeconds: ticks / ticksPerSecond,
    residentBytes: kilobytes(status, "VmRSS") * 1_024,
    peakResidentBytes: kilobytes(status, "VmHWM") * 1_024,
  };
}

function kilobytes(status: string, name: string): number {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1];
  if (found === undefined) throw new Error(`the kernel does not tell ${name} of this process: it has ended`);
  return Number(found);
}
