import fc from 'fast-check';
import { type Close, keptParts, type Part, toldOf, weave } from './weave.js';

type Told = { start: number; end: number | null; active?: boolean; alone?: boolean; acknowledged?: number };

const partsOf = (told: readonly Told[], known: readonly Part[] = []): Part[] => {
  const keyOf = ({ start, active: isActive }: { start: number; active?: boolean }) => `${start} ${isActive ?? false}`;
  const parts = new Map(known.map((part) => [keyOf(part), part]));
  for (const one of told)
    parts.set(
      keyOf(one),
      toldOf(parts.get(keyOf(one)), {
        active: false,
        alone: false,
        acknowledged: null,
        teller: one.end === null ? null : 'webhook',
        ...one,
      }),
    );
  return [...parts.values()];
};
const alerts = (told: readonly Told[], closes: readonly Close[] = []) =>
  weave(partsOf(told), closes).map(
    ({ start, end, by, active }) => `${start}-${end ?? ''}${by === 'told' || by === null ? '' : ` ${by}`}${active ? ' active' : ''}`,
  );
const fires = (start: number): Told => ({ start, end: null });
const ends = (start: number, end: number): Told => ({ start, end });
const active = (start: number): Told => ({ start, end: null, active: true });
const line = (start: number, end: number | null): Told => ({ start, end, alone: true });

test.each<[string, Told[], string[]]>([
  ['firing', [fires(10)], ['10-']],
  ['firing twice is one alert, from the earlier start', [fires(20), fires(10)], ['10-']],
  ['a resolution that names a later start ends the running alert', [fires(10), ends(11, 11)], ['10-11']],
  ['both restarted: firing, firing later, resolved under the later start', [fires(10), fires(20), ends(20, 60)], ['10-60']],
  ['told its own end afterwards, the first is an alert of its own again', [fires(10), ends(60, 60), ends(10, 30)], ['10-30', '60-60']],
  ['told alerts that overlap are one', [ends(10, 30), ends(20, 40)], ['10-40']],
  ['those that touch are two', [ends(10, 30), ends(30, 40)], ['10-30', '30-40']],
  ['of the ends told for one start the latest counts', [ends(10, 30), ends(10, 20)], ['10-30']],
  ['a start inside a told alert is part of it', [ends(10, 30), fires(20)], ['10-30']],
  ['a start after a told alert is a new one', [ends(10, 30), fires(40)], ['10-30', '40-']],
  ['an end before a start says nothing of what runs', [fires(10), ends(5, 6)], ['5-6', '10-']],
  ['an active time alone is used', [active(10)], ['10- active']],
  ['an active time is not used once it is told when it fired', [active(10), fires(15)], ['15-']],
  ['an active time inside a running alert is part of it', [fires(10), active(15)], ['10-']],
  ['an active time that outlives its alert makes none of its own', [active(10), ends(15, 30)], ['15-30']],
  ['active again after the end is a new alert', [active(40), ends(15, 30)], ['15-30', '40- active']],
  ['lines of an import stand as they are', [line(10, 30), line(20, 40), ends(25, 35)], ['10-30', '20-40', '25-35']],
  ['a line of an import merges with the same start', [line(10, 30), ends(10, 35)], ['10-35']],
  ['an open line of an import merges with what runs', [line(10, null), fires(20)], ['10-']],
])('%s', (_, told, expected) => expect(alerts(told)).toEqual(expected));

test.each<[string, Told[], Close[], string[]]>([
  ['a close ends the alert and takes every start before it', [fires(10), fires(20)], [{ start: 10, at: 25 }], ['10-25 close']],
  ['no later end moves it', [fires(10), ends(20, 60)], [{ start: 10, at: 25 }], ['10-25 close']],
  ['a start after it is a new alert', [fires(10), fires(30)], [{ start: 10, at: 25 }], ['10-25 close', '30-']],
  ['an earlier start without an end moves its start', [fires(5), fires(10)], [{ start: 10, at: 25 }], ['5-25 close']],
  ['an earlier alert stays its own', [ends(5, 8), fires(10)], [{ start: 10, at: 25 }], ['5-8', '10-25 close']],
])('%s', (_, told, closes, expected) => expect(alerts(told, closes)).toEqual(expected));

const minute = fc.integer({ min: 0, max: 30 });
const sighting = fc.oneof(
  { weight: 3, arbitrary: minute.map(fires) },
  { weight: 4, arbitrary: fc.tuple(minute, fc.integer({ min: 0, max: 8 })).map(([start, length]) => ends(start, start + length)) },
  { weight: 2, arbitrary: minute.map(active) },
  { weight: 1, arbitrary: fc.tuple(minute, fc.integer({ min: 0, max: 8 })).map(([start, length]) => line(start, start + length)) },
);

test('what is kept of alerts gives the same alerts, whatever the order and the grouping of the sightings', () => {
  fc.assert(
    fc.property(fc.array(sighting, { maxLength: 9 }), fc.infiniteStream(fc.boolean()), (told, cuts) => {
      let kept: Part[] = [];
      let batch: Told[] = [];
      const flush = () => {
        kept = weave(partsOf(batch, kept), []).flatMap(keptParts);
        batch = [];
      };
      for (const one of told) {
        batch.push(one);
        if (cuts.next().value) flush();
      }
      flush();
      const shown = (parts: readonly Part[]) => weave(parts, []).map(({ parts: _, ...one }) => one);
      expect(shown(kept)).toEqual(shown(partsOf(told)));
    }),
    { numRuns: 5_000 },
  );
});

test('the alerts of a series never overlap, but for lines of an import', () => {
  fc.assert(
    fc.property(fc.array(sighting, { maxLength: 9 }), (told) => {
      const all = weave(partsOf(told), []).filter(({ parts }) => !parts.every((part) => part.alone));
      for (const [i, one] of all.entries()) {
        const next = all[i + 1];
        if (next) expect(one.end).not.toBeNull();
        if (next) expect(one.end).toBeLessThanOrEqual(next.start);
      }
    }),
    { numRuns: 5_000 },
  );
});
