import { randomUUID } from 'node:crypto';
import { type Matcher, matches } from './matchers.js';

export type Silence = {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly updatedAt: Date;
  readonly createdBy: string;
  readonly comment: string;
};
export type SilenceRequest = Omit<Silence, 'id' | 'updatedAt'> & { readonly id?: string | undefined };

/** The silences of one tenant. */
export class Silences {
  private readonly byId = new Map<string, Silence>();

  constructor(seeded: readonly Silence[] = []) {
    for (const silence of seeded) this.byId.set(silence.id, silence);
  }

  list(): Silence[] {
    return [...this.byId.values()];
  }

  get(id: string): Silence | undefined {
    return this.byId.get(id);
  }

  /** The id of the silence that results: another one when the matchers of a living silence change. Undefined: the id is unknown. */
  set({ id, ...wanted }: SilenceRequest, now: Date): string | undefined {
    const before = id ? this.byId.get(id) : undefined;
    if (id && !before) return undefined;
    const startsAt = wanted.startsAt < now ? now : wanted.startsAt;
    if (before && before.endsAt > now && JSON.stringify(before.matchers) === JSON.stringify(wanted.matchers)) {
      this.byId.set(before.id, { ...before, ...wanted, startsAt: before.startsAt < now ? before.startsAt : startsAt, updatedAt: now });
      return before.id;
    }
    if (before) this.expire(before.id, now);
    const fresh = randomUUID();
    this.byId.set(fresh, { ...wanted, id: fresh, startsAt, updatedAt: now });
    return fresh;
  }

  /** False: unknown. */
  expire(id: string, now: Date): boolean {
    const silence = this.byId.get(id);
    if (!silence) return false;
    if (silence.endsAt > now)
      this.byId.set(id, { ...silence, startsAt: silence.startsAt < now ? silence.startsAt : now, endsAt: now, updatedAt: now });
    return true;
  }

  /** Ids of the active silences that cover these labels. */
  covering(labels: Readonly<Record<string, string>>, now: Date): string[] {
    return this.list()
      .filter((silence) => stateOf(silence, now) === 'active' && matches(labels, silence.matchers))
      .map((silence) => silence.id);
  }
}

export function stateOf({ startsAt, endsAt }: Silence, now: Date): 'active' | 'pending' | 'expired' {
  if (endsAt <= now) return 'expired';
  return startsAt > now ? 'pending' : 'active';
}

export const silenceView = (silence: Silence, now: Date) => ({ ...silence, status: { state: stateOf(silence, now) } });
