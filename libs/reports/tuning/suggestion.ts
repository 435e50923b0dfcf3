/** `avoided`: resolved alerts that were shorter; `lost`: of those, the ones that somebody acknowledged. */
export type ForTime = { seconds: number; avoided: number; lost: number };
/** `avoided`: alerts that began at most so long after the end of the one before. */
export type KeepFiringTime = { seconds: number; avoided: number };
/** `seconds`: absent for `delete`. */
export type Suggestion = { kind: 'for' | 'keep_firing_for' | 'delete'; seconds?: number; avoided: number; lost: number };

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
