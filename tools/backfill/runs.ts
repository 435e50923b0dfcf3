/** What describes the alerts of some series, which are told apart by `key` alone. */
export type Identity<Told> = { readonly key: string; readonly told: Told };
/** When an alert was seen firing: instants in epoch ms, ascending. */
export type Samples<Told> = { readonly identity: Identity<Told>; readonly at: readonly number[] };
/** From the first sample to a step after the last one, in epoch ms. */
export type Run<Told> = { readonly told: Told; readonly from: number; readonly until: number };
type Under<Told> = { readonly told: Told; from: number; last: number };

/** Puts samples together into runs with no gap over two steps. Samples come a stretch of time after the other; of a stretch in any order. */
export class Runs<Told> {
  private readonly under = new Map<string, Under<Told>>();

  constructor(private readonly stepMs: number) {}

  /** Takes the samples of a stretch; the runs that are known to be over. `end`: nothing before it will come. */
  take(stretch: readonly Samples<Told>[], end: number): Run<Told>[] {
    const over: Run<Told>[] = [];
    for (const { identity, at } of merged(stretch)) for (const one of at) this.add(identity, one, over);
    return [...over, ...this.endedBefore(end - 2 * this.stepMs)];
  }

  /** A run that began earlier than what is taken. */
  begin({ key, told }: Identity<Told>, from: number, last: number): void {
    this.under.set(key, { told, from, last });
  }

  /** Those that may go on, and are taken out. */
  rest(): Run<Told>[] {
    return this.endedBefore(Number.POSITIVE_INFINITY);
  }

  private add({ key, told }: Identity<Told>, at: number, over: Run<Told>[]): void {
    const known = this.under.get(key);
    if (known && at <= known.last) return;
    if (known && at - known.last <= 2 * this.stepMs) known.last = at;
    else {
      if (known) over.push(this.runOf(known));
      this.under.set(key, { told, from: at, last: at });
    }
  }

  private endedBefore(instant: number): Run<Told>[] {
    const ended = [...this.under].filter(([, { last }]) => last < instant);
    for (const [key] of ended) this.under.delete(key);
    return ended.map(([, run]) => this.runOf(run));
  }

  private readonly runOf = ({ told, from, last }: Under<Told>): Run<Told> => ({ told, from, until: last + this.stepMs });
}

/** Several series may be one alert: two servers of a pair tell it, and a label that said which is dropped. */
export function merged<Told>(stretch: readonly Samples<Told>[]): Samples<Told>[] {
  const byKey = new Map<string, Samples<Told>>();
  for (const one of stretch) {
    const known = byKey.get(one.identity.key);
    byKey.set(one.identity.key, known ? { ...known, at: [...known.at, ...one.at].sort((a, b) => a - b) } : one);
  }
  return [...byKey.values()];
}

/** Where the run begins that goes on at `end`, of samples from `begin` on; undefined: none does. `isOpen`: it may have begun before them. */
export function tailOf(
  at: readonly number[],
  begin: number,
  end: number,
  stepMs: number,
): { from: number; last: number; isOpen: boolean } | undefined {
  const last = at.at(-1);
  if (last === undefined || end - last > 2 * stepMs) return undefined;
  let from = last;
  for (let i = at.length - 2; i >= 0 && from - (at[i] ?? 0) <= 2 * stepMs; i--) from = at[i] ?? from;
  return { from, last, isOpen: from - begin <= 2 * stepMs };
}

/** The median distance of samples, in ms; undefined without any two of a series. */
export function distanceOf(series: readonly (readonly number[])[]): number | undefined {
  const distances = series.flatMap((at) => at.slice(1).map((one, i) => one - (at[i] ?? one))).sort((a, b) => a - b);
  return distances[Math.floor((distances.length - 1) / 2)];
}
