/** Who wants a place: the organization that asks, and whether its question is small enough for the places kept for those. */
export type Asking = { readonly organization: number; readonly isSmall: boolean };
type Waiting = { readonly asking: Asking; admit(place: Place): void };
type Place = 'general' | 'small';

/** Beyond them others wait. */
export const PLACES = { general: 4, small: 2, perOrganization: 2 } as const;
/** The expected wait is reckoned from how long the last ones took. */
const MEMORY = 0.2;

/** Lets so many heavy reads go on at once, and of one organization fewer, so that the next one does not notice. */
export class Places {
  private readonly used = { general: 0, small: 0 };
  private readonly byOrganization = new Map<number, number>();
  private readonly waiting: Waiting[] = [];
  private typicalMs = 1_000;

  /** Takes a place if there is one right away. */
  tryTake(asking: Asking, now: number): Release | undefined {
    const place = this.freeFor(asking);
    return place && this.take(place, asking, now);
  }

  /** Waits in line, until `patience` aborts: then undefined. */
  wait(asking: Asking, patience: AbortSignal, clock: () => number): Promise<Release | undefined> {
    return new Promise((resolve) => {
      const waiting: Waiting = {
        asking,
        admit: (place) => {
          patience.removeEventListener('abort', leave);
          resolve(this.take(place, asking, clock()));
        },
      };
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        resolve(undefined);
      };
      patience.addEventListener('abort', leave, { once: true });
      this.waiting.push(waiting);
      this.admitNext();
    });
  }

  /** How long who comes now would wait. */
  expectedMs(): number {
    return (this.typicalMs * (this.waiting.length + 1)) / PLACES.general;
  }

  private take(place: Place, { organization }: Asking, begun: number): Release {
    this.used[place] += 1;
    this.byOrganization.set(organization, (this.byOrganization.get(organization) ?? 0) + 1);
    let released = false;
    return (now) => {
      if (released) return;
      released = true;
      this.used[place] -= 1;
      const left = (this.byOrganization.get(organization) ?? 1) - 1;
      if (left > 0) this.byOrganization.set(organization, left);
      else this.byOrganization.delete(organization);
      this.typicalMs += MEMORY * (now - begun - this.typicalMs);
      this.admitNext();
    };
  }

  private freeFor({ organization, isSmall }: Asking): Place | undefined {
    if ((this.byOrganization.get(organization) ?? 0) >= PLACES.perOrganization) return undefined;
    if (this.used.general < PLACES.general) return 'general';
    return isSmall && this.used.small < PLACES.small ? 'small' : undefined;
  }

  private admitNext(): void {
    for (const one of [...this.waiting]) {
      const place = this.freeFor(one.asking);
      if (!place) continue;
      this.waiting.splice(this.waiting.indexOf(one), 1);
      one.admit(place);
    }
  }
}

/** Gives a place back; `now` in epoch ms. Once is enough, more does nothing. */
export type Release = (now: number) => void;
