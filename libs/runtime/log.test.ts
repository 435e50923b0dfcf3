import { createLog } from './log.js';

function linesOf(write: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = [];
  write(createLog('test', 'debug', { write: (line) => void lines.push(line) }));
  return lines;
}

it('an error is told with its cause, without what its driver hung on it', () => {
  const cause = Object.assign(new Error('WRONGPASS'), { command: { name: 'auth', args: ['hush'] } });
  const error = Object.assign(new Error('query failed', { cause }), {
    parameters: ['hush'],
    code: '23505',
    headers: { authorization: 'hush' },
  });
  const [line = ''] = linesOf((log) => log.error({ err: error }, 'request failed'));
  expect(JSON.parse(line)).toMatchObject({
    level: 'error',
    err: {
      type: 'Error',
      message: 'query failed',
      code: '23505',
      stack: expect.stringContaining('log.test'),
      cause: { message: 'WRONGPASS' },
    },
  });
  expect(line).not.toContain('hush');
});

it('of several errors the first is told, and what is no error as text', () => {
  const refused = new AggregateError([new Error('connect ECONNREFUSED')]);
  const [first = '', second = ''] = linesOf((log) => {
    log.warn({ err: refused }, 'not ready');
    log.warn({ err: 'aborted' }, 'not ready');
  });
  expect(JSON.parse(first).err.cause.message).toBe('connect ECONNREFUSED');
  expect(JSON.parse(second).err).toEqual({ type: 'string', message: 'aborted' });
});

it.each(['authorization', 'x-api-key', 'token', 'key', 'secret', 'signature', 'password'])('a field called %s is not shown', (name) => {
  const [line] = linesOf((log) => log.info({ [name]: 'hush', request: { [name]: 'hush' } }, 'asked'));
  expect(line).toContain('[redacted]');
  expect(line).not.toContain('hush');
});
