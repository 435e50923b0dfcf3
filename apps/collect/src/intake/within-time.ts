import { Refusal } from '#runtime';

/** What takes longer goes on unheard; a repetition finds it done. */
export async function withinTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal('too-slow', { retryAfterSeconds: 1 })), milliseconds);
  });
  work.catch(() => undefined); // its error is the caller's only while the caller waits
  try {
    return await Promise.race([work, tooSlow]);
  } finally {
    clearTimeout(timer);
  }
}
