import { offsetAt } from '#metrics';
import { Held, useHeld } from '../data/store';
import { language } from '../words/words';

/** English as the API's examples write it: the day first. */
const locale = (): string => (language() === 'en' ? 'en-GB' : language());

/** Ages tick together, by one timer. */
const tick = new Held(Date.now());
setInterval(() => tick.set(Date.now()), 30_000);

/** `+02:00` of a zone at an instant (epoch ms). */
export function offsetText(at: number, zone: string): string {
  const minutes = Math.round(offsetAt(at, zone) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** `12 May, 09:46:50 +02:00`; with the year where it is another one than now. */
export function clockText(at: number, zone: string, now: number): string {
  const year = (instant: number): string => new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric' }).format(instant);
  const date = new Intl.DateTimeFormat(locale(), {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    ...(year(at) !== year(now) && { year: 'numeric' }),
  }).format(at);
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return `${date}, ${time.format(at)} ${offsetText(at, zone)}`;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** `3 hours ago` */
export function ageText(at: number, now: number): string {
  // The timer of ages is behind the clock by up to its turn.
  const seconds = Math.min(Math.round((at - now) / 1000), at <= Date.now() ? 0 : Number.POSITIVE_INFINITY);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
}

/** `2 h 05 min` of whole seconds. */
export function lengthText(seconds: number): string {
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

/** A moment in the view's zone, with its offset, UTC and age at hand. */
export function Instant({ at, zone, age = false }: { at: string | number; zone: string; age?: boolean }) {
  const now = useHeld(tick);
  const instant = typeof at === 'number' ? at : Date.parse(at);
  const utc = new Date(instant).toISOString().replace('.000Z', 'Z');
  return (
    <time dateTime={utc} title={`${utc}, ${ageText(instant, now)}`}>
      {clockText(instant, zone, now)}
      {age && <small> {ageText(instant, now)}</small>}
    </time>
  );
}
