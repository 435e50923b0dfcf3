import type { ListBinds } from '#scope';

/** The places of a statement that read the alerts of whole subtrees; those of single organizations are always read. */
const LEVELS = ['owners', 'distributors', 'resellers'] as const;
type Places = Readonly<Record<string, string>>;

/** A statement for each set of levels, made at import: what a scope does not have is neither planned nor read. */
export function perLevels<T>(make: (without: Places) => T): (binds: ListBinds) => T {
  const made = new Map<string, T>();
  for (let bits = 0; bits < 2 ** LEVELS.length; bits++) {
    const absent = LEVELS.filter((_, i) => (bits & (1 << i)) === 0);
    made.set(absent.join(), make(Object.fromEntries(absent.map((level) => [level, '']))));
  }
  return (binds) => {
    const statement = made.get(LEVELS.filter((level) => binds[level].length === 0).join());
    if (statement === undefined) throw new Error('every set of levels has its statement');
    return statement;
  };
}
