const COMMIT = /^(\d{20})\.json$/;
const CHECKPOINT = /^(\d{20})\.checkpoint(?:\.(\d{10})\.(\d{10}))?\.parquet$/;

const padded = (version: number): string => String(version).padStart(20, '0');
export const commitName = (version: number): string => `${padded(version)}.json`;
export const checkpointName = (version: number): string => `${padded(version)}.checkpoint.parquet`;
export const LAST_CHECKPOINT = '_last_checkpoint';

export type LogFiles = {
  /** In their order. */
  readonly commits: readonly number[];
  /** The newest whole checkpoint, and the files that it consists of. */
  readonly checkpoint?: { readonly version: number; readonly names: readonly string[] };
};

/** The version that a file of the log is of; undefined: it is of none. */
export function versionOf(name: string): number | undefined {
  const [, version] = COMMIT.exec(name) ?? CHECKPOINT.exec(name) ?? [];
  return version === undefined ? undefined : Number(version);
}

/** What is needed of a log for its newest version, of all names in it. */
export function logFiles(names: readonly string[]): LogFiles {
  const commits = names.flatMap((name) => (COMMIT.test(name) ? [versionOf(name) ?? 0] : [])).sort((a, b) => a - b);
  const versions = new Set(names.flatMap((name) => (CHECKPOINT.test(name) ? [versionOf(name) ?? 0] : [])));
  for (const version of [...versions].sort((a, b) => b - a)) {
    const parts = wholeCheckpoint(version, names);
    if (parts) return { commits, checkpoint: { version, names: parts } };
  }
  return { commits };
}

/** One file, or all parts of those that say of how many they are. */
function wholeCheckpoint(version: number, names: readonly string[]): string[] | undefined {
  if (names.includes(checkpointName(version))) return [checkpointName(version)];
  const parts = names.filter((name) => CHECKPOINT.test(name) && versionOf(name) === version);
  for (const count of new Set(parts.map((name) => Number(CHECKPOINT.exec(name)?.[3])))) {
    const found = parts.filter((name) => Number(CHECKPOINT.exec(name)?.[3]) === count);
    if (found.length === count) return found.sort();
  }
  return undefined;
}
