// The UTC offset of an instant in a zone, from Node's zone data, remembered as the few moments at which it turns.
import { DAY_MS, type Range } from './civil.js';

type Turn = { readonly at: number; readonly offset: number };
type Span = { readonly first: number; readonly turns: readonly Turn[] };
type Clock = { readonly format: Intl.DateTimeFormat; readonly spans: Map<number, Span> };

const DAYS_A_SPAN = 128;
const SPAN_MS = DAYS_A_SPAN * DAY_MS;
const MOST_SPANS = 512; // of a zone: 180 years
const MOST_CLOCKS = 1000; // more than there are zones

const clocks = new Map<string, Clock>();

/**
 * Milliseconds to add to an instant (epoch ms) to read its civil time in the zone; seconds of old local mean times included.
 * The zone has passed `zoneProblem`: an unknown one throws a RangeError.
 */
export function offsetAt(instant: number, zone: string): number {
  const span = spanOf(clockOf(zone), Math.floor(instant / SPAN_MS));
  let offset = span.first;
  for (const turn of span.turns) if (turn.at <= instant) offset = turn.offset;
  return offset;
}

/** A part of a range in which the offset stays the same, in milliseconds. */
export type Stretch = Range & { readonly offset: number };

/** Cuts a range into stretches of one offset, ascending, without gaps. Neighbours may share their offset. Costs 0.2 ms per new 128 days. */
export function* stretches({ from, until }: Range, zone: string): Generator<Stretch> {
  const clock = clockOf(zone);
  for (let index = Math.floor(from / SPAN_MS); index * SPAN_MS < until; index++) {
    const { first, turns } = spanOf(clock, index);
    let open: Turn = { at: index * SPAN_MS, offset: first };
    for (const turn of [...turns, { at: (index + 1) * SPAN_MS, offset: 0 }]) {
      const stretch = { from: Math.max(from, open.at), until: Math.min(until, turn.at), offset: open.offset };
      if (stretch.from < stretch.until) yield stretch;
      open = turn;
    }
  }
}

function clockOf(zone: string): Clock {
  const known = clocks.get(zone);
  if (known) return known;
  if (clocks.size >= MOST_CLOCKS) clocks.clear();
  const clock = {
    format: new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }),
    spans: new Map<number, Span>(),
  };
  clocks.set(zone, clock);
  return clock;
}

function spanOf(clock: Clock, index: number): Span {
  const known = clock.spans.get(index);
  if (known) return known;
  if (clock.spans.size >= MOST_SPANS) clock.spans.clear();
  const span = readSpan(clock.format, index * SPAN_MS);
  clock.spans.set(index, span);
  return span;
}

/** No zone turns twice within a day (the closest pair of turns in the IANA database is 167 hours apart), so a day with equal ends has no turn. */
function readSpan(format: Intl.DateTimeFormat, start: number): Span {
  const turns: Turn[] = [];
  const first = readOffset(format, start);
  let offset = first;
  for (let day = 1; day <= DAYS_A_SPAN; day++) {
    const at = start + day * DAY_MS;
    const next = readOffset(format, at);
    if (next !== offset) turns.push({ at: findTurn(format, at - DAY_MS, offset), offset: next });
    offset = next;
  }
  return { first, turns: turns.filter((turn) => turn.at < start + SPAN_MS) };
}

/** The first whole second within the day after `start` at which the offset is no longer `before`. */
function findTurn(format: Intl.DateTimeFormat, start: number, before: number): number {
  let [low, high] = [0, DAY_MS / 1000];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (readOffset(format, start + middle * 1000) === before) low = middle;
    else high = middle;
  }
  return start + high * 1000;
}

/** Only the offset is read: the date that Intl prints follows the Julian calendar before 1582. */
function readOffset(format: Intl.DateTimeFormat, instant: number): number {
  const text = format.format(instant);
  const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  if (!match) throw new RangeError(`no UTC offset in "${text}"`);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' && size > 0 ? -size : size;
}
