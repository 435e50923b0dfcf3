/** What a run comes to. A file that did not even load, or a run that broke off, has no failed test of its own and counts as one. */
function closingLine(results) {
  const brokenFiles = results.testResults.filter((file) => file.testExecError && file.numFailingTests === 0).length;
  const failed = results.numFailedTests + brokenFiles + (results.wasInterrupted ? 1 : 0);
  const skipped = results.numPendingTests + results.numTodoTests;
  return `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
}

/** Jest reporter: the last line of a run is `N passed, N failed, N skipped`. */
class ClosingLine {
  onRunComplete(_contexts, results) {
    process.once('exit', () => process.stdout.write(`${closingLine(results)}\n`));
  }
}

module.exports = ClosingLine;
module.exports.closingLine = closingLine;
