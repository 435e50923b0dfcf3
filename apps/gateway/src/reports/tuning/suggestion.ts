import type { ForTime, KeepFiringTime, Suggestion } from './tuning.dto.js';

/** What a suggestion follows from. `handled`: acknowledged or taken in charge; `isAcknowledgedAnywhere`: anything of what was asked for was. */
export type Evidence = {
  readonly episodes: number;
  readonly acknowledged: number;
  readonly handled: number;
  readonly autoResolved: number;
  readonly isAcknowledgedAnywhere: boolean;
  /** By rising seconds. */
  readonly for: readonly ForTime[];
  readonly keepFiring: readonly KeepFiringTime[];
};

const LEAST = 10;
const LEAST_TO_DELETE = 50;

/** The first that holds of: delete it, let it wait, let it go on; null where too little is known. */
export function suggestionOf(evidence: Evidence): Suggestion | null {
  if (evidence.episodes < LEAST) return null;
  return (evidence.isAcknowledgedAnywhere ? (deletion(evidence) ?? waiting(evidence)) : null) ?? keeping(evidence);
}

const deletion = ({ episodes, handled, autoResolved }: Evidence): Suggestion | null =>
  episodes >= LEAST_TO_DELETE && handled === 0 && autoResolved * 100 >= episodes * 95
    ? { kind: 'delete', avoided: episodes, lost: 0 }
    : null;

/** The shortest that avoids nearly what the longest does, of those that lose hardly anything. */
function waiting({ episodes, acknowledged, for: times }: Evidence): Suggestion | null {
  const harmless = times.filter(({ avoided, lost }) => lost * 100 <= acknowledged * 2 && avoided * 100 >= episodes * 20);
  const most = harmless.at(-1);
  const chosen = most && harmless.find(({ avoided }) => avoided * 100 >= most.avoided * 90);
  return chosen ? { kind: 'for', ...chosen } : null;
}

function keeping({ episodes, keepFiring }: Evidence): Suggestion | null {
  const chosen = keepFiring.find(({ avoided }) => avoided * 100 >= episodes * 20);
  return chosen ? { kind: 'keep_firing_for', ...chosen, lost: 0 } : null;
}
