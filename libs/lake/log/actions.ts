/** What a table's log says, in the words of the Delta protocol: a line of a commit holds one action. */
export type Add = {
  readonly path: string;
  readonly partitionValues: Readonly<Record<string, string | null>>;
  readonly size: number;
  readonly modificationTime: number;
  readonly dataChange: boolean;
  readonly stats?: string | null;
  readonly tags?: Readonly<Record<string, string>> | null;
};
export type Remove = {
  readonly path: string;
  /** Epoch milliseconds. */
  readonly deletionTimestamp?: number | null;
  readonly dataChange: boolean;
  readonly extendedFileMetadata?: boolean | null;
  readonly partitionValues?: Readonly<Record<string, string | null>> | null;
  readonly size?: number | null;
};
export type MetaData = {
  readonly id: string;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly format: { readonly provider: string; readonly options: Readonly<Record<string, string>> };
  readonly schemaString: string;
  readonly partitionColumns: readonly string[];
  readonly configuration: Readonly<Record<string, string>>;
  readonly createdTime?: number | null;
};
export type Protocol = { readonly minReaderVersion: number; readonly minWriterVersion: number };
export type Txn = { readonly appId: string; readonly version: number; readonly lastUpdated?: number | null };
/** Told about a commit, not part of the table. */
export type CommitInfo = {
  readonly timestamp?: number;
  readonly operation?: string;
  readonly engineInfo?: string;
  readonly userMetadata?: string;
  readonly [more: string]: unknown;
};
export type Action = {
  readonly add?: Add | null;
  readonly remove?: Remove | null;
  readonly metaData?: MetaData | null;
  readonly protocol?: Protocol | null;
  readonly txn?: Txn | null;
  readonly commitInfo?: CommitInfo | null;
};

export const actionsOf = (text: string): Action[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Action);
export const textOf = (actions: readonly Action[]): string => actions.map((action) => `${JSON.stringify(action)}\n`).join('');

/** A path is spelled as a URI. */
export const fileOf = ({ path }: { readonly path: string }): string => decodeURIComponent(path);
