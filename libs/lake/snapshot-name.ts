import type { TableState } from './log/state.js';

/** The snapshot that a commit shows: the end of the feed then, and how many lines beyond it had no number yet. */
export type SnapshotName = {
  readonly number: number;
  readonly mark: string;
  readonly unnumbered: number;
  /** Tells one placing of alerts in tenants from another. */
  readonly tenants: string;
};

/** Which snapshot a table shows; undefined: there is none, or another writer's commit is the newest. */
export function snapshotOf({ commitInfo }: TableState): SnapshotName | undefined {
  try {
    const { ledger } = JSON.parse(commitInfo?.userMetadata ?? '{}') as { ledger?: Partial<SnapshotName> };
    const { number, mark, unnumbered, tenants } = ledger ?? {};
    const isWhole = typeof number === 'number' && typeof mark === 'string' && typeof unnumbered === 'number' && typeof tenants === 'string';
    return isWhole ? { number, mark, unnumbered, tenants } : undefined;
  } catch {
    return undefined; // another writer's words
  }
}

export const userMetadataOf = (ledger: SnapshotName): string => JSON.stringify({ ledger });
