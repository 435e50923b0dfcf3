import { createRequire } from 'node:module';

const { closingLine } = createRequire(__filename)('./closing-line.cjs');
const file = (more = {}) => ({ numFailingTests: 0, testExecError: undefined, ...more });
const results = (more = {}) => ({
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  wasInterrupted: false,
  testResults: [file()],
  ...more,
});

describe('the closing line of a test run', () => {
  it.each([
    ['a good run', {}, '5 passed, 0 failed, 0 skipped'],
    ['skipped tests and ones still to write', { numPendingTests: 2, numTodoTests: 1 }, '5 passed, 0 failed, 3 skipped'],
    ['failed tests once', { numFailedTests: 2, testResults: [file({ numFailingTests: 2 })] }, '5 passed, 2 failed, 0 skipped'],
    ['a file that does not load', { testResults: [file(), file({ testExecError: new Error('no') })] }, '5 passed, 1 failed, 0 skipped'],
    ['a run that broke off', { wasInterrupted: true }, '5 passed, 1 failed, 0 skipped'],
  ])('counts %s', (_, more, line) => {
    expect(closingLine(results(more))).toBe(line);
  });
});
