// Makes a new PostgreSQL data directory.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const SUPERUSER = 'postgres';
/** In the data directory, readable by its owner only. */
export const PASSWORD_FILE = 'superuser.password';
// The builtin locale sorts alike on every operating system.
const LOCALE = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

/** All or nothing: the directory appears under its name when it is complete. */
export function createCluster(server, dir, settings) {
  const workshop = `${dir}.new`;
  const [data, password] = [path.join(workshop, 'data'), path.join(workshop, 'password')];
  rmSync(workshop, { recursive: true, force: true });
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
    for (const each of [workshop, data, password]) own(each, server.account);
    initialize(server, data, settings);
    renameSync(password, path.join(data, PASSWORD_FILE));
    if (existsSync(dir)) rmdirSync(dir);
    renameSync(data, dir);
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

function initialize(server, data, settings) {
  const { status, error, stderr } = spawnSync(
    server.initdb,
    [
      `--pgdata=${server.asSeenFrom(data)}`,
      '--pwfile=../password',
      `--username=${SUPERUSER}`,
      '--auth=scram-sha-256',
      ...LOCALE,
      ...(settings.fsync === 'off' ? ['--no-sync'] : []),
    ],
    { ...server.spawnOptions(data), encoding: 'utf8' },
  );
  if (status === 0) return;
  throw new Error(
    `PostgreSQL could not make a data directory in ${path.dirname(path.dirname(data))}: ${error?.message ?? complaint(stderr, data)}`,
  );
}

/** The line of a program's output that says what is wrong. */
export function complaint(output, dir) {
  const lines = output.replaceAll('/proc/self/cwd', dir).trim().split('\n');
  const line = lines.findLast((each) => /\b(FATAL|PANIC|ERROR|error):|^postgres: /.test(each)) ?? lines.at(-1);
  return line?.replace(/^.*?\b(FATAL|PANIC|ERROR|error|postgres):\s*/, '') || 'it said nothing';
}

function own(file, { uid, gid }) {
  if (uid !== undefined) chownSync(file, uid, gid);
}
