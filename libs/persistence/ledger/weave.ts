/** Who tells ends; of several of one start the nearest to the alert names it. */
export const TELLERS = ['import', 'event', 'webhook'] as const;
export type Teller = (typeof TELLERS)[number];

/**
 * What is known of one start of a series. Instants are epoch milliseconds.
 *  - `end`: the latest end that was told for this start; null: none was.
 *  - `teller`: who told an end, the nearest of them; null: nobody did.
 *  - `guess`: the end that was inferred of the alert it ran in, unless it was shown firing since.
 *  - `active`: a Prometheus told since when the alert is active (before `for`), and nobody that it fired then.
 *  - `acknowledged`: the earliest acknowledgement told for it.
 *  - `alone`: told by an import or an event only, which speak of the one episode they name.
 */
export type Part = {
  readonly start: number;
  readonly end: number | null;
  readonly teller: Teller | null;
  readonly guess: number | null;
  readonly active: boolean;
  readonly alone: boolean;
  readonly acknowledged: number | null;
};
/** An alert closed by hand: it takes every start from its own to `at`, and no end moves it. */
export type Close = { readonly start: number; readonly at: number };
/** An alert of the series. `end` null: it runs. `by` says what ended it. */
export type Woven = {
  readonly start: number;
  readonly end: number | null;
  readonly by: 'told' | 'guess' | 'close' | null;
  readonly active: boolean;
  readonly parts: readonly Part[];
};

type Span = { start: number; end: number | null; by: Woven['by']; parts: Part[] };

/**
 * The alerts that the starts of one series come to. A function of the set: a start without an end of its own is part of the alert told around it,
 * else it ends with the nearest later start that has ended, else it runs. Told alerts that overlap are one, those that touch are two.
 */
export function weave(parts: readonly Part[], closes: readonly Close[]): Woven[] {
  const sorted = [...parts].sort((a, b) => a.start - b.start);
  const isAlone = (part: Part): boolean => part.alone && part.end !== null && !closeOf(part, closes);
  const fired = joined(
    spansOf(
      sorted.filter((part) => !part.active && !isAlone(part)),
      closes,
    ),
  );
  const homeless: Part[] = [];
  for (const part of sorted.filter((one) => one.active)) {
    const home = homeOf(part, fired);
    if (home) home.parts.push(part);
    else homeless.push(part);
  }
  const active = joined(spansOf(homeless, closes));
  const alone = sorted.filter(isAlone).map((part): Span => ({ start: part.start, end: part.end, by: 'told', parts: [part] }));
  return [
    ...fired.map((span) => wovenOf(span, false)),
    ...active.map((span) => wovenOf(span, true)),
    ...alone.map((span) => wovenOf(span, false)),
  ].sort((a, b) => a.start - b.start);
}

const wovenOf = ({ start, end, by, parts }: Span, active: boolean): Woven => ({ start, end, by, active, parts });

const closeOf = (part: Part, closes: readonly Close[]): Close | undefined =>
  closes.find((close) => close.start <= part.start && part.start <= close.at);

/** Every part with the end it comes to, from the last to the first: who has none goes along with the next that ends. */
function spansOf(parts: readonly Part[], closes: readonly Close[]): Span[] {
  const spans: Span[] = [];
  for (const part of [...parts].reverse()) {
    const next = spans[0];
    const ownEnd = ownEndOf(part, parts, closes);
    if (ownEnd) spans.unshift({ start: part.start, ...ownEnd, parts: [part] });
    else if (next && next.end !== null && (part.guess === null || next.start <= part.guess)) {
      next.start = part.start;
      next.parts.unshift(part);
    } else spans.unshift({ start: part.start, end: part.guess, by: part.guess === null ? null : 'guess', parts: [part] });
  }
  return spans;
}

function ownEndOf(part: Part, parts: readonly Part[], closes: readonly Close[]): Pick<Span, 'end' | 'by'> | undefined {
  const close = closeOf(part, closes);
  if (close) return { end: close.at, by: 'close' };
  if (part.end !== null) return { end: part.end, by: 'told' };
  const around = parts.find(({ start, end }) => start < part.start && end !== null && part.start < end);
  return around && { end: around.end, by: 'told' };
}

/** Spans that overlap, as one. A close has the last word on the end, a told end one over an inferred one. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (!last || !overlap(last, span)) result.push({ ...span, parts: [...span.parts] });
    else {
      Object.assign(last, endOf(last, span));
      last.parts.push(...span.parts);
    }
  }
  return result;
}

const overlap = (first: Span, second: Span): boolean =>
  first.end === null || second.start < first.end || second.start === first.start || (first.by === 'close' && second.start === first.end);

const RANK = { guess: 0, told: 1, close: 2 } as const;

function endOf(a: Span, b: Span): Pick<Span, 'end' | 'by'> {
  if (a.end === null || b.end === null || a.by === null || b.by === null) return { end: null, by: null };
  if (a.by === 'close') return { end: a.end, by: a.by };
  if (RANK[a.by] !== RANK[b.by]) return RANK[a.by] > RANK[b.by] ? { end: a.end, by: a.by } : { end: b.end, by: b.by };
  return { end: Math.max(a.end, b.end), by: a.by };
}

/** The alert that an active time belongs to: the one around it, else the first that fired after it, if it was still active then. */
const homeOf = (part: Part, spans: readonly Span[]): Span | undefined =>
  spans.find(({ start, end }) => start <= part.start && (end === null || part.start <= end)) ??
  spans.find(({ start }) => start >= part.start && (part.guess === null || start <= part.guess));

/** What has to be kept of an alert so that it can be woven again. An active time that fired and ended has had its say. */
export function keptParts({ start, end, by, active, parts }: Woven): Part[] {
  if (by === 'close')
    return [{ start, end: null, teller: null, guess: null, active, alone: parts.every((part) => part.alone), acknowledged: null }];
  const fired = parts.filter((part) => !part.active);
  const kept = fired.length > 0 && fired.every((part) => part.end !== null) ? fired : parts;
  return kept.map((part) => ({ ...part, guess: by === 'guess' && part.end === null ? end : null }));
}

type Told = Omit<Part, 'guess'>;

/** What is known of a start once this is told as well. Firing takes an inferred end back. */
export function toldOf(known: Part | undefined, told: Told): Part {
  const end = told.end === null ? null : Math.max(told.end, told.start);
  if (!known) return { ...told, end, guess: null };
  return {
    ...known,
    end: known.end === null || end === null ? (known.end ?? end) : Math.max(known.end, end),
    teller: nearestOf([known.teller, told.teller]),
    guess: null,
    alone: known.alone && told.alone,
    acknowledged:
      known.acknowledged === null || told.acknowledged === null
        ? (known.acknowledged ?? told.acknowledged)
        : Math.min(known.acknowledged, told.acknowledged),
  };
}

export const nearestOf = (tellers: readonly (Teller | null)[]): Teller | null => TELLERS.findLast((one) => tellers.includes(one)) ?? null;
