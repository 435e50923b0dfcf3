import { pipeline, type Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Files, StoredFile } from '#files';
import { covers, type Node, type Scope, type Tree } from '#scope';
import { aboutOf } from './encode/about.js';
import { Blocks } from './encode/blocks.js';
import { choosing, chosenColumns } from './encode/chosen.js';
import type { Column, Encoder } from './encode/columns.js';
import { encodeCopy } from './encode/copy-rows.js';
import { csv } from './encode/csv.js';
import { ndjson } from './encode/ndjson.js';
import { parquet } from './encode/parquet.js';
import { xlsx } from './encode/xlsx.js';
import type { Heart } from './heart.js';
import { type Job, storedAs } from './job.js';
import type { ReportType, Sources } from './reports/report-type.js';
import { reportTypes } from './reports/report-types.js';
import { AccessLost } from './trouble.js';

const CHUNK = 256 * 1024;

/** Writes the file of an export, which is of one moment. Rejects with {@link AccessLost}, or what the database, the columns or the storage says. */
export async function writeFile(job: Job, tree: Tree, sources: Omit<Sources, 'signal'>, files: Files, heart: Heart): Promise<StoredFile> {
  const type = reportTypes.get(job.report_type);
  if (!type) throw new Error(`${job.report_type} is no report type`);
  const scope = scopeOf(job, tree);
  return type.read({ ...sources, signal: heart.signal }, job, scope, tree, async ({ expected, rows }) => {
    heart.expected = expected;
    const body = contents(rows, job, type, tree.get(job.organization_id) ?? { name: '', timezone: 'UTC' }, (count) => {
      heart.rows = count;
    });
    return files.write(storedAs(job), job.compression === 'gzip' ? compressed(body) : body, heart.signal);
  });
}

/** The bytes of the file, before any compression. */
function contents(
  rows: Readable,
  job: Job,
  { columns }: ReportType,
  owner: Pick<Node, 'name' | 'timezone'>,
  counted: (rows: number) => void,
) {
  const blocks = new Blocks();
  switch (job.format) {
    case 'xlsx':
      return xlsx(rows, columns, { about: aboutOf(job, owner), zone: owner.timezone }, counted);
    case 'parquet':
      return parquet(rows, columns, aboutOf(job, owner), counted);
    case 'csv':
      return encodeCopy(rows, laidOut(columns, job, blocks), blocks, counted);
    case 'ndjson':
      return encodeCopy(rows, ndjson(columns, blocks), blocks, counted);
  }
}

function laidOut(columns: readonly Column[], { formula_guard, layout }: Job, blocks: Blocks): Encoder {
  const form = { guard: formula_guard ? 'guarded' : 'unguarded', ...layout } as const;
  if (!layout?.columns && !layout?.label_columns) return csv(columns, form, blocks);
  const chosen = chosenColumns(columns, layout);
  return choosing(chosen, csv(chosen, form, blocks));
}

/** The organizations the job may still speak of. What left its organization's tree since it was made ends it. */
function scopeOf({ organization_id, subtrees, singles }: Job, tree: Tree): Scope {
  const own = tree.get(organization_id);
  const nodes = (ids: readonly number[]): Node[] =>
    ids.map((id) => {
      const node = tree.get(id);
      if (!node) throw new AccessLost();
      return node;
    });
  const scope = { subtrees: nodes(subtrees), singles: nodes(singles) };
  if (!own || !covers({ subtrees: [own], singles: [] }, scope, tree)) throw new AccessLost();
  return scope;
}

/** Level 1: the compressor keeps up with the database. Its header holds neither a time nor a name. */
async function* compressed(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gzip = createGzip({ level: 1, chunkSize: CHUNK });
  pipeline(body, gzip, () => undefined); // a failure of the body ends the loop below with it
  for await (const bytes of gzip) yield bytes;
}
