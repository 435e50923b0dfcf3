import type { Action, Add, CommitInfo, MetaData, Protocol, Remove, Txn } from './actions.js';

/** A table as one version of it says. */
export type TableState = {
  /** -1: there is no table. */
  readonly version: number;
  readonly protocol?: Protocol;
  readonly metaData?: MetaData;
  /** What it consists of, by path. */
  readonly files: ReadonlyMap<string, Add>;
  /** What it no longer consists of, by path: readers that began before may still read it. */
  readonly tombstones: ReadonlyMap<string, Remove>;
  readonly txns: ReadonlyMap<string, Txn>;
  /** What the newest commit says of itself. */
  readonly commitInfo?: CommitInfo;
};

export const NO_TABLE: TableState = { version: -1, files: new Map(), tombstones: new Map(), txns: new Map() };

/** The state after one more version, or after a checkpoint. The order of the actions within it means nothing. */
export function after(before: TableState, version: number, actions: readonly Action[]): TableState {
  const [files, tombstones, txns] = [new Map(before.files), new Map(before.tombstones), new Map(before.txns)];
  for (const { remove } of actions) {
    if (!remove) continue;
    files.delete(remove.path);
    tombstones.set(remove.path, remove);
  }
  for (const { add, txn } of actions) {
    if (add) {
      files.set(add.path, add);
      tombstones.delete(add.path);
    }
    if (txn) txns.set(txn.appId, txn);
  }
  return { ...before, ...lastOf(actions), version, files, tombstones, txns };
}

function lastOf(actions: readonly Action[]): Pick<TableState, 'protocol' | 'metaData' | 'commitInfo'> {
  const protocol = actions.findLast((action) => action.protocol)?.protocol;
  const metaData = actions.findLast((action) => action.metaData)?.metaData;
  const commitInfo = actions.findLast((action) => action.commitInfo)?.commitInfo;
  return { ...(protocol && { protocol }), ...(metaData && { metaData }), ...(commitInfo && { commitInfo }) };
}
