import { secondsOf } from '#metrics';
import { type Asking, askedBinds, type ReportAsk, reportQuestion } from '../asked.js';
import { type ForTime, type KeepFiringTime, type Suggestion, suggestionOf } from './suggestion.js';

/** Of one alert name. Times are whole seconds, absent where there is none. */
export type TuningRow = {
  readonly alertname: string;
  readonly episodes: number;
  readonly resolved: number;
  readonly acknowledged: number;
  readonly auto_resolved: number;
  readonly duration: { p50?: number; p90?: number };
  readonly gap: { p50?: number };
  readonly for: ForTime[];
  readonly keep_firing: KeepFiringTime[];
  readonly suggestion: Suggestion | null;
};

type Row = {
  alertname: string;
  episodes: number;
  resolved: number;
  acknowledged: number;
  handled: number;
  auto_resolved: number;
  duration: number[] | null;
  gap: number[] | null;
  times: [avoided: number, lost: number, kept: number][];
  acknowledged_anywhere: number;
};

const TIMES = [1, 2, 5, 10, 15, 30, 60].map((minutes) => minutes * 60);
const tuning = reportQuestion<Row, { times: number[]; top: number }>(import.meta.url, './tuning.duck.sql');

/** A row per alert name, the most frequent first. */
export async function* tuningReport(asking: Asking, ask: ReportAsk, { top }: { readonly top: number }): AsyncGenerator<TuningRow[]> {
  for await (const rows of asking(tuning, { ...askedBinds(ask), times: TIMES, top })) yield rows.map(shown);
}

function shown(row: Row): TuningRow {
  const { alertname, episodes, resolved, acknowledged, handled, auto_resolved, duration, gap, times, acknowledged_anywhere } = row;
  const waits = TIMES.map((seconds, i) => ({ seconds, avoided: times[i]?.[0] ?? 0, lost: times[i]?.[1] ?? 0 }));
  const keeps = TIMES.map((seconds, i) => ({ seconds, avoided: times[i]?.[2] ?? 0 }));
  const [p50, p90] = (duration ?? []).map(secondsOf);
  const [pause] = (gap ?? []).map(secondsOf);
  return {
    ...{ alertname, episodes, resolved, acknowledged, auto_resolved },
    duration: { ...(p50 !== undefined && { p50 }), ...(p90 !== undefined && { p90 }) },
    gap: pause === undefined ? {} : { p50: pause },
    for: waits,
    keep_firing: keeps,
    suggestion: suggestionOf({
      ...{ episodes, acknowledged, handled, autoResolved: auto_resolved, isAcknowledgedAnywhere: acknowledged_anywhere > 0 },
      ...{ for: waits, keepFiring: keeps },
    }),
  };
}
