/** The moment (epoch ms) before which a resolved alert has ended too long ago to be kept; null when everything is kept. */
export function oldestKept(months: number, now: Date): number | null {
  if (months === 0) return null;
  const oldest = new Date(now);
  oldest.setUTCMonth(oldest.getUTCMonth() - months, 1);
  const lastDay = new Date(Date.UTC(oldest.getUTCFullYear(), oldest.getUTCMonth() + 1, 0)).getUTCDate();
  return oldest.setUTCDate(Math.min(now.getUTCDate(), lastDay));
}
