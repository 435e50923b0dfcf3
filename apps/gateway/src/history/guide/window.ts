/** How many rows a stretch of time holds. `date`: a month by the number of its first day, a day by its number, a quarter of an hour by its. */
export type Counted = { readonly date: number; readonly n: number };

/** A run of stretches, in reading order, and how many rows of it come before the ones asked for. */
export type Window<T> = { readonly run: readonly T[]; readonly rest: number };

/**
 * The shortest run that holds the `size` rows after the first `skip`; an empty one when there are none. Stretches come in reading order.
 * `begun` is one that was read in part already: how many rows of it are left is not known, and so none is counted on.
 */
export function windowOf<T extends Counted>(stretches: readonly T[], skip: number, size: number, begun?: number): Window<T> {
  const run: T[] = [];
  let [passed, held] = [0, 0];
  for (const stretch of stretches) {
    const n = stretch.date === begun ? 0 : stretch.n;
    if (run.length === 0 && stretch.date !== begun && passed + n <= skip) passed += n;
    else if (held - (skip - passed) < size) {
      run.push(stretch);
      held += n;
    } else break;
  }
  return { run, rest: run.length > 0 ? skip - passed : 0 };
}
