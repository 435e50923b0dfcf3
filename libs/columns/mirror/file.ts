import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Snapshot, Store } from '#persistence';
import type { Log } from '#runtime';
import { Engine, EngineFault, type EngineSettings } from '../engine/engine.js';
import { question, statementsOf } from '../question.js';
import { filesIn } from './folder.js';
import { allOf, type News, type Place, readAll, readNews } from './news.js';

type FileOptions = EngineSettings & { readonly store: Store; readonly log: Log; readonly asOf?: Snapshot };
/** A file that answers, the folder it lies in, and up to where it has followed. */
export type Opened = { readonly engine: Engine; readonly folder: string; readonly place: Place };

const read = (file: string): string => readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8');
const SCHEMA = read('./schema.duck.sql');
const [LOAD, LOAD_TREE] = [statementsOf(read('./load.duck.sql')), statementsOf(read('./load-tree.duck.sql'))];
/** Another schema or another way to fill it: another file. */
const VERSION = createHash('sha256')
  .update(JSON.stringify([SCHEMA, LOAD, LOAD_TREE]))
  .digest('hex');
export const whereIs = question<Place, object>(import.meta.url, './place.duck.sql');

export const checkpoint = (engine: Engine): Promise<void> => engine.run([{ text: 'FORCE CHECKPOINT', names: [] }]);

/** The file of the last life below `root`, if it can still follow. */
export async function reopened(options: FileOptions, root: string, ended: AbortSignal): Promise<Opened | undefined> {
  const folder = filesIn(root).at(-1);
  if (!folder || versionOf(folder) !== VERSION) return undefined;
  let engine: Engine | undefined;
  try {
    engine = await Engine.start(folder, options);
    let place: Place | undefined;
    for await (const rows of engine.ask<Place>(whereIs.statements, {})) place ??= rows[0];
    if (!place) throw new EngineFault('the file was never filled');
    const news = await readNews(options.store, place, folder, ended);
    if (news === 'gone') throw new EngineFault('the feed no longer has what followed');
    await take(engine, news);
    return { engine, folder, place: news.place };
  } catch (error) {
    await engine?.close();
    if (!(error instanceof EngineFault)) throw error;
    options.log.warn({ why: error.message }, 'the columns of the last time cannot be used');
    return undefined;
  }
}

/** Always in a new folder: what lies beside an old file would be replayed into the new one. */
export async function built({ store, log, asOf, ...settings }: FileOptions, root: string, ended: AbortSignal): Promise<Opened> {
  const begun = Date.now();
  const last = filesIn(root).at(-1);
  const folder = path.join(root, String(Number(path.basename(last ?? '0')) + 1));
  mkdirSync(folder);
  const engine = await Engine.start(folder, settings);
  try {
    await engine.run(statementsOf(SCHEMA));
    const news = asOf ? await allOf(asOf, folder) : await readAll(store, folder, ended);
    await take(engine, news);
    await checkpoint(engine);
    writeFileSync(path.join(folder, 'version'), VERSION);
    for (const other of filesIn(root)) if (other !== folder) rmSync(other, { recursive: true, force: true });
    log.info({ seconds: (Date.now() - begun) / 1000 }, 'the columns are built');
    return { engine, folder, place: news.place };
  } catch (error) {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function versionOf(folder: string): string {
  try {
    return readFileSync(path.join(folder, 'version'), 'utf8');
  } catch {
    return ''; // it was never finished
  }
}

/** What is in the files goes into the columns, all or nothing; then the files go. */
export async function take(engine: Engine, { place, told, alerts, organizations }: News): Promise<void> {
  const statements = [...(alerts ? LOAD : []), ...(organizations ? LOAD_TREE : [])];
  if (statements.length > 0) await engine.run(statements, { told, ...place, ...alerts, organizations });
  for (const file of [...Object.values(alerts ?? {}), organizations]) if (file) rmSync(file, { force: true });
}
