import { type Log, Rounds } from '#runtime';
import { until } from '#test/until';

const said: string[] = [];
const write = (_: object, message: string): void => void said.push(message);
const log: Log = { debug: write, info: write, warn: write, error: write };
const quick = { what: 'work', pauseMs: 1 };
beforeEach(() => said.splice(0));

test('rounds follow each other, never two at a time', async () => {
  let [running, most, done] = [0, 0, 0];
  const rounds = new Rounds(
    quick,
    async () => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      [running, done] = [running - 1, done + 1];
    },
    log,
  );
  rounds.start();
  await until(() => done > 5);
  await rounds.stop();
  expect([most, running]).toEqual([1, 0]);
});

test('trouble is told once, and once that it is over', async () => {
  let round = 0;
  const rounds = new Rounds(
    quick,
    async () => {
      if (++round > 2 && round < 6) throw new Error(`round ${round}`);
    },
    log,
  );
  rounds.start();
  await until(() => round > 8);
  await rounds.stop();
  expect(said).toEqual(['cannot work', 'can work again']);
});

test('a stop waits for the round under way, tells it, and no other begins', async () => {
  let begun = 0;
  let isTold = false;
  const rounds = new Rounds(
    quick,
    async (stop) => {
      begun += 1;
      await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()));
      await new Promise(setImmediate);
      isTold = true;
    },
    log,
  );
  rounds.start();
  await until(() => begun === 1);
  await rounds.stop();
  expect([begun, isTold]).toEqual([1, true]);
});

test('a stop ends a long pause, and one that never started is stopped at once', async () => {
  let begun = 0;
  const rounds = new Rounds({ what: 'work', pauseMs: 0, firstPauseMs: 3_600_000 }, async () => void begun++, log);
  rounds.start();
  await rounds.stop();
  await new Rounds(quick, async () => void begun++, log).stop();
  expect(begun).toBe(0);
});

test('a round that gives up because it is told to stop is no trouble', async () => {
  let begun = false;
  const rounds = new Rounds(
    quick,
    (stop) => {
      begun = true;
      return new Promise((_, reject) => stop.addEventListener('abort', () => reject(stop.reason)));
    },
    log,
  );
  rounds.start();
  await until(() => begun);
  await rounds.stop();
  expect(said).toEqual([]);
});
