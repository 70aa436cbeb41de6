import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Leaves `{passed, failed, skipped, failures: [{file, test, message}]}` of a Jest run in a file, so that one closing
 * line can count them all, and what failed can be said where it is read: at the end of a log of thousands of lines.
 */
export default class ResultReporter {
  constructor(_globalConfig, options) {
    this.file = options.file;
  }

  onRunComplete(_contexts, results) {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(
      this.file,
      JSON.stringify({
        passed: results.numPassedTests,
        failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
        skipped: results.numPendingTests + results.numTodoTests,
        failures: results.testResults.flatMap(failuresOf),
      }),
    );
  }
}

/** A file that could not be run has no test that failed, but a failure of its own. */
const failuresOf = ({ testFilePath: file, testExecError, failureMessage, testResults }) =>
  testExecError
    ? [{ file, test: "", message: failureMessage ?? "" }]
    : testResults
        .filter(({ status }) => status === "failed")
        .map(({ fullName, failureMessages }) => ({
          file,
          test: fullName,
          message: failureMessages.join("\n"),
        }));
