import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What a run of the program came to. */
export type Run = { readonly code: number; readonly out: string; readonly err: string };
export type Amtool = { run(...words: string[]): Promise<Run>; close(): void };

/** The program itself, which sends the token to an address. */
export function amtool(program: string, url: string, token: string): Amtool {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'amtool-'));
  const config = path.join(dir, 'http.yml');
  writeFileSync(config, JSON.stringify({ authorization: { type: 'Bearer', credentials: token } })); // JSON is YAML
  const always = ['--alertmanager.url', url, '--http.config.file', config, '--no-version-check', '--timeout', '60s'];
  return {
    run: (...words) =>
      new Promise((resolve) =>
        execFile(program, [...always, ...words], { cwd: dir, env: { HOME: dir } }, (error, out, err) =>
          resolve({ code: error ? Number(error.code ?? -1) : 0, out, err }),
        ),
      ),
    close: () => rmSync(dir, { recursive: true }),
  };
}
