import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EnvFault } from '#runtime';

/** Takes the first folder below `dir` that no living process holds, so that every process has one, and finds that of its last life again. */
export function takeFolder(dir: string): string {
  for (let n = 0; ; n++) {
    const folder = path.join(dir, String(n));
    mkdirSync(folder, { recursive: true });
    if (take(path.join(folder, 'holder'))) return folder;
  }
}

export const leaveFolder = (folder: string): void => rmSync(path.join(folder, 'holder'), { force: true });

function take(holder: string): boolean {
  for (;;) {
    try {
      writeFileSync(holder, `${process.pid} ${birthOf(process.pid)}`, { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
      if (isHeld(holder)) return false;
      rmSync(holder, { force: true });
    }
  }
}

/** A process is known by when it began: in a container the next one has the same number. */
function isHeld(holder: string): boolean {
  const [pid, birth] = readFileSync(holder, 'utf8').split(' ');
  return pid !== undefined && pid !== '' && birth === birthOf(Number(pid));
}

function birthOf(pid: number): string | undefined {
  const stat = `/proc/${pid}/stat`;
  try {
    if (existsSync('/proc/self/stat')) return readFileSync(stat, 'utf8').split(') ')[1]?.split(' ')[19];
    process.kill(pid, 0);
    return 'alive';
  } catch {
    return undefined;
  }
}

/** The folders of files in it, the newest last. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .sort((a, b) => Number(a) - Number(b))
    .map((name) => path.join(folder, name));

/** Throws {@link EnvFault} where an app can keep no columns. */
export function mustBeWritable(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.W_OK);
  } catch (error) {
    const why = String((error as NodeJS.ErrnoException).code ?? error);
    throw new EnvFault(`COLUMNS_DIR: ${dir} cannot be written to, ${why} (example: COLUMNS_DIR=/var/lib/alertledger/columns)`);
  }
}
