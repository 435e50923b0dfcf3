import { sift } from '#intake';
import { recordIn } from '#persistence';
import type { Recordable } from './placed.js';

type Tx = Parameters<typeof recordIn>[0];
/** Records alerts whose organizations are locked. Those that the database refuses come back. */
export type Recording = (tx: Tx, alerts: readonly Recordable[], now: Date) => Promise<Recordable[]>;

const BATCH = 2_000;

/** Rejects when the database refuses any: then nothing of the transaction stands. */
export const recordAll: Recording = async (tx, alerts, now) => {
  for (let at = 0; at < alerts.length; at += BATCH) await record(tx, alerts.slice(at, at + BATCH), now);
  return [];
};

/** Finds out which are refused, behind savepoints: for when there are some. */
export const recordSifted: Recording = async (tx, alerts, now) => {
  const refused: Recordable[] = [];
  for (let at = 0; at < alerts.length; at += BATCH)
    refused.push(...(await sift(alerts.slice(at, at + BATCH), (some) => tx.transaction((inner) => record(inner, some, now)))));
  return refused;
};

const record = async (tx: Tx, alerts: readonly Recordable[], now: Date): Promise<void> => {
  await recordIn(
    tx,
    alerts.map(({ observation }) => observation),
    now,
  );
};
