/** Why nothing can start, in words for the person at the terminal: what was found, and what to do about it. */
export class StartError extends Error {
  /** What the process should exit with; 69 unavailable, 78 configuration. */
  readonly exitCode: number;

  constructor(message: string, exitCode = 69) {
    super(message);
    this.name = "StartError";
    this.exitCode = exitCode;
  }
}
