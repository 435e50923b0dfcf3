// Finds the real servers that the flow tests speak to, and installs missing ones from Debian when it may.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const PACKAGES = { redis: 'redis-server', alertmanager: 'prometheus-alertmanager', prometheus: 'prometheus', pgbouncer: 'pgbouncer' };
const INSTALL_MINUTES = 4;

/** Path of each program, undefined where there is none. With CI=true a missing one is an error. */
export function findPrograms() {
  if (missing().length > 0 && mayInstall()) install(missing());
  const absent = missing();
  if (absent.length > 0 && process.env.CI === 'true') throw new Error(`CI needs ${absent.join(', ')}: install them before the tests`);
  for (const name of absent) console.warn(`\nSKIPPING the suites that need ${name}: it is not on PATH and could not be installed`);
  return Object.fromEntries(Object.entries(PACKAGES).map(([key, name]) => [key, onPath(name)]));
}

const missing = () => Object.values(PACKAGES).filter((name) => !onPath(name));

function onPath(name) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/sbin', '/usr/local/bin'];
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const mayInstall = () => process.getuid?.() === 0 && isExecutable('/usr/bin/apt-get');

function install(packages) {
  console.log(`\ninstalling ${packages.join(', ')} for the tests`);
  // Debian starts a service as soon as it is installed, unless a policy forbids it; RUNLEVEL=1 does.
  const options = {
    stdio: 'ignore',
    timeout: INSTALL_MINUTES * 60_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  };
  spawnSync('apt-get', ['update', '-qq'], options);
  for (const name of packages) spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], options);
}
