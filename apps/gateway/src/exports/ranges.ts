import type { Slice } from '#files';

/**
 * The bytes that a Range header asks for: one stretch of the file, or `whole` for none, for several and for units nobody knows;
 * `none` when the file has no such bytes.
 */
export function sliceOf(header: string | undefined, size: number): Slice | 'whole' | 'none' {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return 'whole';
  if (first === '') return Number(last) === 0 ? 'none' : whole(Math.max(0, size - Number(last)), size - 1);
  if (last !== '' && Number(last) < Number(first)) return 'whole';
  return whole(Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1));
}

const whole = (first: number, last: number): Slice | 'none' => (first > last ? 'none' : { first, last });
