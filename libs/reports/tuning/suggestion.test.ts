import { type Evidence, suggestionOf } from './suggestion.js';

const TIMES = [60, 120, 300, 600, 900, 1800, 3600];
const of = (more: Partial<Evidence>, avoided: number[] = [], lost: number[] = [], kept: number[] = []) =>
  suggestionOf({
    ...{ episodes: 100, acknowledged: 50, handled: 50, autoResolved: 50, isAcknowledgedAnywhere: true },
    for: TIMES.map((seconds, i) => ({ seconds, avoided: avoided[i] ?? 0, lost: lost[i] ?? 0 })),
    keepFiring: TIMES.map((seconds, i) => ({ seconds, avoided: kept[i] ?? 0 })),
    ...more,
  });
const NOBODY = { acknowledged: 0, handled: 0, autoResolved: 95 };

test('what nobody ever took and what goes by itself is best deleted', () => {
  expect(of(NOBODY)).toEqual({ kind: 'delete', avoided: 100, lost: 0 });
  expect(of({ ...NOBODY, episodes: 50, autoResolved: 48 })).toEqual({ kind: 'delete', avoided: 50, lost: 0 });
  expect([of({ ...NOBODY, autoResolved: 94 }), of({ ...NOBODY, episodes: 49, autoResolved: 49 }), of({ ...NOBODY, handled: 1 })]).toEqual([
    null,
    null,
    null,
  ]);
});

test('nothing follows where nobody acknowledges, but that it may go on firing', () => {
  expect(of({ ...NOBODY, isAcknowledgedAnywhere: false }, [90, 90, 90, 90, 90, 90, 90])).toBeNull();
  expect(of({ ...NOBODY, isAcknowledgedAnywhere: false }, [], [], [0, 20, 30])).toEqual({
    kind: 'keep_firing_for',
    seconds: 120,
    avoided: 20,
    lost: 0,
  });
});

test('the shortest wait that avoids nearly what the longest harmless one does', () => {
  expect(of({}, [19, 40, 54, 60, 61, 90, 99], [0, 0, 1, 1, 1, 2, 9])).toEqual({ kind: 'for', seconds: 600, avoided: 60, lost: 1 });
  expect(of({}, [20, 20, 20, 20, 20, 20, 20], [1, 1, 1, 1, 1, 1, 1])).toEqual({ kind: 'for', seconds: 60, avoided: 20, lost: 1 });
  expect(of({}, [20, 20, 20, 20, 20, 20, 20], [2, 2, 2, 2, 2, 2, 2])).toBeNull();
});

test('few alerts tell nothing', () => {
  expect(of({ episodes: 9 }, [9], [0], [9])).toBeNull();
  expect(of({ episodes: 10 }, [], [], [2])).toEqual({ kind: 'keep_firing_for', seconds: 60, avoided: 2, lost: 0 });
});
