import { isRefusedData } from '#persistence';

/** Does work on all items at once. A batch whose data the database refuses is halved until the items at fault stand alone; these come back. */
export async function sift<T>(items: readonly T[], work: (items: readonly T[]) => Promise<void>): Promise<T[]> {
  if (items.length === 0) return [];
  try {
    await work(items);
    return [];
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    if (items.length === 1) return [...items];
    const half = items.length >> 1;
    return [...(await sift(items.slice(0, half), work)), ...(await sift(items.slice(half), work))];
  }
}
