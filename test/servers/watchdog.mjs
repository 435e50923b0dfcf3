// Ends the servers of a test run that is itself killed before it can: Ctrl-C, a CI timeout, kill -9.
import { spawn } from 'node:child_process';

/** Waits, as a process of its own, for the end of its standard input, which comes with the end of this process. */
export function watchOver(pids, dir) {
  const script = `read -r _; kill -INT ${pids.join(' ')}; sleep 2; rm -rf "$0"`;
  const child = spawn('sh', ['-c', script, dir], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.unref();
  child.stdin.unref();
  return { release: () => child.kill('SIGKILL') };
}
