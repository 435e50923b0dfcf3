import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Store } from '#persistence';

/** What some work cost, in milliseconds: CPU of this process, CPU of the PostgreSQL it used, and wall time. */
export type Cost = { readonly ours: number; readonly postgres: number; readonly wall: number };

const TICK_MS = 10;

/** Only on Linux is PostgreSQL's part known; elsewhere it is 0. */
export async function costOf(store: Store, work: () => Promise<unknown>): Promise<Cost> {
  const postmaster = await postmasterOf(store);
  const [begun, postgres] = [performance.now(), cpuOfTree(postmaster)];
  const cpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { ours: (user + system) / 1000, postgres: cpuOfTree(postmaster) - postgres, wall: performance.now() - begun };
}

async function postmasterOf(store: Store): Promise<number> {
  const [{ pid }] = await store.query('SELECT pg_backend_pid() AS pid');
  return statOf(pid)?.parent ?? 0;
}

/** A process, its children, and those that are gone. */
function cpuOfTree(root: number): number {
  const pids = root === 0 ? [] : readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const stats = pids.flatMap((pid) => statOf(Number(pid)) ?? []);
  const alive = stats.filter(({ pid, parent }) => pid === root || parent === root).reduce((sum, { own }) => sum + own, 0);
  return alive + (stats.find(({ pid }) => pid === root)?.gone ?? 0);
}

function statOf(pid: number): { pid: number; parent: number; own: number; gone: number } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
      .map(Number);
    const ms = (...at: number[]): number => at.reduce((sum, i) => sum + (fields[i] ?? 0), 0) * TICK_MS;
    return { pid, parent: fields[1] ?? 0, own: ms(11, 12), gone: ms(13, 14) };
  } catch {
    return undefined; // it has just ended
  }
}
