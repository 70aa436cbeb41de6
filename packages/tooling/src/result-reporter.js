import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Leaves `[{file, passed, failed, skipped, failures: [{file, test, message}]}]` of a Jest run, one for each file of
 * tests, so that one closing line can count them all, and what failed can be said where it is read: at the end of a
 * log of thousands of lines.
 */
export default class ResultReporter {
  constructor(_globalConfig, options) {
    this.file = options.file;
  }

  onRunComplete(_contexts, results) {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, JSON.stringify(results.testResults.map(ofFile)));
  }
}

const ofFile = (result) => ({
  file: result.testFilePath,
  passed: result.numPassingTests,
  failed: result.numFailingTests + (result.testExecError ? 1 : 0),
  skipped: result.numPendingTests + result.numTodoTests,
  failures: [...failedTests(result), ...brokenFile(result)],
});

const failedTests = ({ testFilePath: file, testResults }) =>
  testResults
    .filter(({ status }) => status === "failed")
    .map(({ fullName, failureMessages }) => ({ file, test: fullName, message: failureMessages.join("\n") }));

/** A file that could not be run has no test that failed, but a failure of its own. */
const brokenFile = ({ testFilePath: file, testExecError, failureMessage }) =>
  testExecError ? [{ file, test: "", message: failureMessage ?? "" }] : [];
