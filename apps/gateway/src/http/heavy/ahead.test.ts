import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { until } from '#test/until';
import { Ahead } from './ahead.js';

const rowsOf = (batch: number): { n: number; text: string }[] =>
  Array.from({ length: 100 }, (_, i) => ({ n: batch * 100 + i, text: `é "${i}` }));

/** Says when it is read to its end, or given up. */
function source(batches: number, failing = false) {
  const state = { read: 0, isOver: false };
  async function* read() {
    try {
      for (; state.read < batches; state.read++) yield rowsOf(state.read);
      if (failing) throw new Error('broken');
    } finally {
      state.isOver = true;
    }
  }
  return { state, batches: read() };
}

test('an answer is read to its end although nobody takes more than its first rows, and nothing of it is lost', async () => {
  const { state, batches } = source(50);
  const ahead = new Ahead().of(batches);
  const taken = [(await ahead.next()).value];
  await until(() => state.isOver);
  for await (const rows of ahead) taken.push(rows);
  expect(taken).toEqual(Array.from({ length: 50 }, (_, i) => rowsOf(i)));
});

test('what breaks after some rows is told after them', async () => {
  const { state, batches } = source(3, true);
  const ahead = new Ahead().of(batches);
  await ahead.next();
  await until(() => state.isOver);
  const taken: unknown[] = [];
  const rest = async (): Promise<void> => {
    for await (const rows of ahead) taken.push(rows);
  };
  await expect(rest()).rejects.toThrow('broken');
  expect(taken).toHaveLength(2);
});

test('beyond what may be held the reading waits for whoever takes it, and goes on for others when they have gone', async () => {
  const shared = new Ahead(1);
  const [slow, other] = [source(50), source(50)];
  const first = shared.of(slow.batches);
  await first.next();
  const second = shared.of(other.batches);
  await second.next();
  const turns = new PassThrough();
  setImmediate(() => turns.end('x'));
  await once(turns, 'readable');
  expect([slow.state.isOver, other.state.isOver]).toEqual([false, false]);
  await first.return();
  await until(() => slow.state.isOver);
  let taken = 1;
  for await (const _ of second) taken++;
  expect(taken).toBe(50);
});
