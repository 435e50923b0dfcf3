import { createHash } from 'node:crypto';

/** Four numbers in [0, 1) that follow from the name alone: the demo looks random and is the same on every machine. */
export function chance(name: string): [number, number, number, number] {
  const digest = createHash('sha1').update(name).digest();
  const at = (offset: number): number => digest.readUInt32BE(offset) / 2 ** 32;
  return [at(0), at(4), at(8), at(12)];
}

export function pick<T>(list: readonly T[], share: number): T {
  const found = list[Math.floor(share * list.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}
