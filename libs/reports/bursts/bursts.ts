import { type Asking, askedBinds, type ReportAsk, reportQuestion } from '../asked.js';

/** `since` and `until`: the first and the last start. */
export type BurstRow = { alertname: string; since: number; until: number; alerts: number; systems: number; organizations: number };
/** `window`: seconds between one start and the next at most. `minimum`: different systems that make a burst. */
export type BurstsAsk = { readonly window: number; readonly minimum: number };

const bursts = reportQuestion<BurstRow, BurstsAsk>(import.meta.url, './bursts.duck.sql');

/** When one alert came from many systems at once. The newest first. */
export const burstsReport = (asking: Asking, ask: ReportAsk, { window, minimum }: BurstsAsk): AsyncIterable<BurstRow[]> =>
  asking(bursts, { ...askedBinds(ask), window: window * 1000, minimum });
