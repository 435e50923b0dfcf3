import type { Change, Episode, Observation } from './episode.js';

/** What an observation did to the episode it speaks of. */
export type Outcome = 'inserted' | 'updated' | 'unchanged';

/** Several observations of one episode share its outcome. */
export function outcomesOf(observations: readonly Observation[], changes: readonly Change[]): Outcome[] {
  const byStart = new Map<string, Outcome>();
  for (const { before, after, retold } of changes) {
    if (retold) continue;
    const { organization_id, fingerprint } = after ?? before ?? NOBODY;
    const tell = (starts: readonly (Date | undefined)[], outcome: Outcome): void => {
      for (const start of starts) if (start) byStart.set(keyOf(organization_id, fingerprint, start), outcome);
    };
    tell([before?.starts_at, ...(after ? newIn(startsOf(after), startsOf(before)) : [])], 'updated');
    if (after) tell([after.starts_at], before ? 'updated' : 'inserted');
  }
  return observations.map((one) => byStart.get(keyOf(one.organizationId, one.fingerprint, one.startsAt)) ?? 'unchanged');
}

const NOBODY = { organization_id: 0, fingerprint: '' };
const keyOf = (organization: number, fingerprint: string, start: Date): string => `${organization} ${start.getTime()} ${fingerprint}`;

const startsOf = (episode: Episode | null): Date[] => episode?.parts?.map(({ start }) => new Date(start)) ?? [];

const newIn = (starts: readonly Date[], known: readonly Date[]): Date[] =>
  starts.filter((start) => !known.some((one) => one.getTime() === start.getTime()));
