import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { DEV_AUDIENCE, DEV_ISSUER, type DevToken, devKeys, mintDevToken } from './dev-keys.js';

describe('development keys', () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'dev-keys-'));
  const claims: DevToken['claims'] = { organization: ['organization_id'], scope: ['scope'], roles: ['roles'] };
  afterAll(() => rmSync(dir, { recursive: true }));

  it('are the same for everybody who asks at once, and later', async () => {
    const asked = await Promise.all(Array.from({ length: 8 }, () => devKeys(dir)));
    const later = await devKeys(dir);
    expect(new Set([...asked, later].map((keys) => keys.kid)).size).toBe(1);
  });

  it('are readable by their owner only, and publish no private part', async () => {
    const { jwks } = await devKeys(dir);
    expect(statSync(path.join(dir, 'dev-keys.json')).mode & 0o777).toBe(0o600);
    expect(jwks.keys).toHaveLength(1);
    expect(jwks.keys[0]).not.toHaveProperty('d');
  });

  it('sign a token that their public half verifies', async () => {
    const keys = await devKeys(dir);
    const token = await mintDevToken(keys, {
      organization: 'harbour-it',
      subject: 'mira',
      scope: 'read:systems report',
      roles: ['ADMIN'],
      ttl: '1h',
      claims,
    });
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys.jwks), { issuer: DEV_ISSUER, audience: DEV_AUDIENCE });
    expect(payload).toMatchObject({ sub: 'mira', organization_id: 'harbour-it', scope: 'read:systems report', roles: ['ADMIN'] });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(3600);
  });
});
