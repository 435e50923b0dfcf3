import { type Question, question } from '#columns';

/** Of a part there is one file, written anew when its hash changes. */
export type Part = { readonly month: string | null; readonly bucket: number; readonly rows: number; readonly hash: string };
export type PartsAsked = { readonly every: boolean; readonly buckets: readonly number[] };
type Texts = Readonly<Record<string, string | null>>;
/** What is in a file: the least and the greatest value of some columns, and how many rows have none. */
export type Written = {
  readonly rows: number;
  readonly least: Texts;
  readonly most: Texts;
  readonly nulls: Readonly<Record<string, number>>;
};

/** A table of the lake: what it holds, and how its files are made in one held state of the columns. */
export type TableSpec = {
  readonly name: string;
  readonly description: string;
  readonly schemaString: string;
  readonly partitionColumns: readonly string[];
  readonly sums: Question<Part, PartsAsked>;
  readonly write: Question<Written, { month: string | null; bucket: number; file: string }>;
};

const LABELS = { type: 'map', keyType: 'string', valueType: 'string', valueContainsNull: true };
const PATH = { type: 'array', elementType: 'string', containsNull: true };

const schemaOf = (columns: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({
    type: 'struct',
    fields: Object.entries(columns).map(([name, type]) => ({ name, type, nullable: true, metadata: {} })),
  });

/** Every alert, running or ended. `ends`, `recorded` and `resolution` are null while it runs. */
export const ALERTS: TableSpec = {
  name: 'alerts',
  description: 'Every alert, running or ended, as of one snapshot of the ledger',
  schemaString: schemaOf({
    id: 'string',
    organization: 'string',
    tenant: 'string',
    fingerprint: 'string',
    alertname: 'string',
    severity: 'string',
    system: 'string',
    priority: 'string',
    starts: 'timestamp',
    ends: 'timestamp',
    recorded: 'timestamp',
    acknowledged: 'timestamp',
    resolution: 'string',
    source: 'long',
    policy: 'long',
    number: 'string',
    labels: LABELS,
    summary: 'string',
    month: 'date',
  }),
  partitionColumns: ['month'],
  sums: question(import.meta.url, './alerts-sums.duck.sql'),
  write: question(import.meta.url, './alerts-write.duck.sql'),
};

/** Every organization, deleted ones too. `path`: from the owner down to itself. */
export const ORGANIZATIONS: TableSpec = {
  name: 'organizations',
  description: 'Every organization as of one snapshot of the ledger',
  schemaString: schemaOf({
    id: 'string',
    name: 'string',
    role: 'string',
    parent: 'string',
    path: PATH,
    tenant: 'string',
    timezone: 'string',
    deleted: 'timestamp',
  }),
  partitionColumns: [],
  sums: question(import.meta.url, './organizations-sums.duck.sql'),
  write: question(import.meta.url, './organizations-write.duck.sql'),
};
