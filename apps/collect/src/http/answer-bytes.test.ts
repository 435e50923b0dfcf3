import { AnswerBytes } from './answer-bytes.js';

const MIB = 1 << 20;

test('beyond what may be held one answer goes on at a time, and the next when it is done', async () => {
  const bytes = new AnswerBytes(10 * MIB);
  const [first, second, third] = [bytes.hold(), bytes.hold(), bytes.hold()];
  expect(first.take(10 * MIB)).toBeUndefined();
  expect(second.take(MIB)).toBeUndefined();
  const waits = third.take(MIB);
  expect(waits).toBeInstanceOf(Promise);
  expect(second.take(20 * MIB)).toBeUndefined();
  second.release();
  await waits;
  expect(third.take(MIB)).toBeUndefined();
  first.release();
  expect(bytes.hold().take(8 * MIB)).toBeUndefined();
});

test('small answers wait for nobody, and who gives up waits no more', async () => {
  const bytes = new AnswerBytes(MIB);
  const [large, larger, gone] = [bytes.hold(), bytes.hold(), bytes.hold()];
  large.take(MIB);
  larger.take(MIB);
  expect(bytes.hold().take(1_000)).toBeUndefined();
  const waits = gone.take(MIB);
  gone.release();
  await waits;
});
