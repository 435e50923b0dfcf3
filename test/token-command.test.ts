import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { decodeJwt } from 'jose';

const ROOT = path.resolve(__dirname, '..');
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'token-'));
  execFileSync(process.execPath, ['tools/build.mjs', '--if-stale'], { cwd: ROOT, stdio: 'ignore' });
}, 120_000);
afterAll(() => rmSync(dir, { recursive: true }));

const claims = (...args: string[]) => {
  const env = { PATH: process.env.PATH, DATA_DIR: dir };
  const token = execFileSync(process.execPath, ['dist/tools/token.js', '--organization', 'cafe', ...args], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });
  const { scope, roles } = decodeJwt<{ scope: string; roles: string[] }>(token.trim());
  return { scope, roles };
};

test('a token of which scopes or roles are said may do that and no more', () => {
  expect(claims('--scope', 'read:systems')).toEqual({ scope: 'read:systems', roles: [] });
  expect(claims('--roles', 'ADMIN report_admin')).toEqual({ scope: '', roles: ['ADMIN', 'report_admin'] });
});

test('a token of which nothing is said may do everything', () => {
  const { scope, roles } = claims();
  expect(scope.split(' ')).toContain('manage:systems');
  expect(roles).toContain('ADMIN');
});
