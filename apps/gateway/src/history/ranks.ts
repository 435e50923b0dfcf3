/** The severities that have a rank of their own, and that rank; all others share 0. */
export const RANKS = { critical: 3, warning: 2, info: 1 } as const;
export type Ranked = keyof typeof RANKS;

export const isRanked = (severity: string): severity is Ranked => Object.hasOwn(RANKS, severity);
export const RANKED: readonly Ranked[] = Object.keys(RANKS).filter(isRanked);

/** How many alerts each ranked severity has, and how many there are in all. */
export type RankCounts = Readonly<Record<Ranked, number>> & { readonly total: number };
/** Rows of one severity, by id, after so many of its first. */
export type RankPart = { readonly severity: Ranked; readonly skip: number };

/** Where a page lies in the order of severities when one that is ranked holds the whole of it; undefined when it takes rows of several, or of others. */
export function rankHolding(counts: RankCounts, direction: 'asc' | 'desc', skip: number, size: number): RankPart | undefined {
  const ranked = RANKED.reduce((sum, severity) => sum + counts[severity], 0);
  let before = direction === 'desc' ? 0 : counts.total - ranked;
  for (const severity of direction === 'desc' ? RANKED : [...RANKED].reverse()) {
    if (skip >= before && skip + size <= before + counts[severity]) return { severity, skip: skip - before };
    before += counts[severity];
  }
  return undefined;
}
