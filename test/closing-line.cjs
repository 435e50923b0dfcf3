/** Jest reporter: the last line of a run is `N passed, N failed, N skipped`. */
class ClosingLine {
  onRunComplete(_contexts, results) {
    // A file that did not even load, or a run that broke off, has no failed test of its own.
    const brokenFiles = results.testResults.filter((file) => file.testExecError && file.numFailingTests === 0).length;
    const interrupted = results.wasInterrupted ? 1 : 0;
    const failed = results.numFailedTests + brokenFiles + interrupted;
    const skipped = results.numPendingTests + results.numTodoTests;
    this.line = `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
    process.once('exit', () => process.stdout.write(`${this.line}\n`));
  }
}

module.exports = ClosingLine;
