import { createHmac } from 'node:crypto';
import { createLog, Refusal } from '#runtime';
import { CLAIMS } from '#test/gateway';
import { AUDIENCE, createSigner, ISSUER, type Signer, signToken, startProvider } from '#test/identity-provider';
import { until } from '#test/until';
import { fetchJwks, KeySet } from './key-set.js';
import { TokenFault } from './token-fault.js';
import { type Claims, type TokenRules, Tokens } from './tokens.js';

type Provider = Awaited<ReturnType<typeof startProvider>>;
const START = Date.parse('2026-05-12T07:00:00Z');
const SECONDS = START / 1000;
let provider: Provider;
let signer: Signer;
let now: number;
let tokens: Tokens;

const createTokens = (rules: Partial<TokenRules> = {}): Tokens => {
  const keys = new KeySet(
    () => fetchJwks(provider.uri),
    createLog('test', 'silent'),
    () => now,
  );
  return new Tokens(keys, { issuer: ISSUER, audiences: [AUDIENCE, 'https://old.harbour-it.example'], claims: CLAIMS, ...rules });
};
const verify = (token: string): Promise<Claims> => tokens.verify(token, now);
const reasonOf = (token: string): Promise<unknown> =>
  verify(token).then(
    () => 'accepted',
    ({ details }: Refusal) => (details.cause instanceof TokenFault ? details.cause.reason : details.cause),
  );
const statusOf = (token: string): Promise<number> =>
  verify(token).then(
    () => 200,
    (error: unknown) => (error instanceof Refusal ? error.status : Promise.reject(error)),
  );

beforeAll(async () => {
  provider = await startProvider();
  signer = await createSigner('ES256', 'first');
});
afterAll(() => provider.close());
beforeEach(() => {
  now = START;
  provider.publish(signer);
  tokens = createTokens();
});

describe('a token', () => {
  it.each([...['RS', 'PS', 'ES'].flatMap((kind) => [`${kind}256`, `${kind}384`, `${kind}512`]), 'EdDSA'])(
    'signed with %s is accepted, with what it says',
    async (alg) => {
      const other = await createSigner(alg, `of-${alg}`);
      provider.publish(signer, other);
      expect(await verify(await signToken(other, now, { name: 'Mira Castellan' }))).toMatchObject({
        organization: 'north',
        subject: 'mira',
        name: 'Mira Castellan',
        scopes: new Set(['read:systems', 'report']),
        roles: new Set(['ADMIN']),
      });
    },
  );

  it('is believed what can be stored of it', async () => {
    const claims = { name: 'Mira\0 \ud800', scope: 'report a\0b', roles: ['ADMIN', 'a\ud800'] };
    expect(await verify(await signToken(signer, now, claims))).toMatchObject({
      name: 'Mira \ufffd',
      scopes: new Set(['report']),
      roles: new Set(['ADMIN']),
    });
  });

  it.each([
    ['none', ''],
    ['HS256', 'the public key'],
  ])('with alg %s is refused, whatever its signature', async (alg, secret) => {
    const [, payload = ''] = (await signToken(signer, now)).split('.');
    const input = `${Buffer.from(JSON.stringify({ alg, typ: 'JWT', kid: 'first' })).toString('base64url')}.${payload}`;
    const key = secret && JSON.stringify(signer.jwk);
    const signature = key && createHmac('sha256', key).update(input).digest('base64url');
    expect(await statusOf(`${input}.${signature}`)).toBe(401);
  });

  it.each([
    ['of another issuer', { iss: 'https://elsewhere.example' }],
    ['without an issuer', { iss: undefined }],
    ['for another audience', { aud: 'https://elsewhere.example' }],
    ['without an audience', { aud: undefined }],
    ['without an expiry', { exp: undefined }],
    ['with an expiry that is no number', { exp: 'tomorrow' }],
    ['without a subject', { sub: undefined }],
    ['with a subject that cannot be stored', { sub: 'mi\0ra' }],
    ['with half a character in its subject', { sub: 'mira\ud800' }],
    ['with a subject that is longer than any', { sub: 'm'.repeat(256) }],
    ['with an empty subject', { sub: '' }],
    ['without an organization', { organization_id: undefined }],
    ['with an organization that is no text', { organization_id: 7 }],
    ['that ended 30 s ago', { exp: SECONDS - 30 }],
    ['that begins in 31 s', { nbf: SECONDS + 31 }],
  ])('%s is refused', async (_, claims) => {
    expect(await statusOf(await signToken(signer, now, claims))).toBe(401);
  });

  it.each([
    ['that ended 29 s ago', { exp: SECONDS - 29 }],
    ['that begins in 30 s', { nbf: SECONDS + 30 }],
    ['for another of the audiences', { aud: 'https://old.harbour-it.example' }],
    ['for several audiences', { aud: ['https://elsewhere.example', AUDIENCE] }],
  ])('%s is accepted', async (_, claims) => {
    expect(await statusOf(await signToken(signer, now, claims))).toBe(200);
  });

  it('that was altered, cut or made up is refused', async () => {
    const [header = '', payload = '', signature = ''] = (await signToken(signer, now)).split('.');
    const raised = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), organization_id: 'owner' }));
    for (const token of [
      `${header}.${raised.toString('base64url')}.${signature}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      `${header}.${payload}.${signature.slice(0, -4)}`,
      'x',
      '..',
      'ä.b.c',
    ])
      expect([token, await statusOf(token)]).toEqual([token, 401]);
  });

  it('that is refused has a reason', async () => {
    const stranger = await createSigner('ES256', 'stranger');
    const impostor = { ...stranger, kid: 'first' };
    const reasons = {
      audience: await signToken(signer, now, { aud: 'https://elsewhere.example' }),
      issuer: await signToken(signer, now, { iss: 'https://elsewhere.example' }),
      expired: await signToken(signer, now, { exp: SECONDS - 31 }),
      'not yet valid': await signToken(signer, now, { nbf: SECONDS + 31 }),
      'unknown key': await signToken(stranger, now),
      signature: await signToken(impostor, now),
      'claim missing': await signToken(signer, now, { organization_id: undefined }),
      'several organizations': await signToken(signer, now, { organization_id: ['north', 'south'] }),
      malformed: 'x.y',
      algorithm: `${Buffer.from('{"alg":"HS256","kid":"first"}').toString('base64url')}.e30.AA`,
    };
    for (const [reason, token] of Object.entries(reasons)) expect([reason, await reasonOf(token)]).toEqual([reason, reason]);
    for (const claim of ['aud', 'iss', 'sub', 'exp'])
      expect([claim, await reasonOf(await signToken(signer, now, { [claim]: undefined }))]).toEqual([claim, 'claim missing']);
  });

  it('may give scopes and roles as a text or as an array; what is neither counts for nothing', async () => {
    const read = async (scope: unknown, roles: unknown) => {
      const claims = await verify(await signToken(signer, now, { scope, roles }));
      return [[...claims.scopes], [...claims.roles]];
    };
    expect(await read(['read:systems', 7, 'report'], 'ADMIN  report_admin')).toEqual([
      ['read:systems', 'report'],
      ['ADMIN', 'report_admin'],
    ]);
    expect(await read(undefined, { ADMIN: true })).toEqual([[], []]);
  });

  it('that was accepted once ends with its expiry and the leeway all the same', async () => {
    const token = await signToken(signer, now, { exp: SECONDS + 5 });
    expect(await statusOf(token)).toBe(200);
    now = START + 34_999;
    expect(await statusOf(token)).toBe(200);
    now = START + 35_000;
    expect(await statusOf(token)).toBe(401);
  });
});

describe('without a key id, a token', () => {
  it('is accepted when any key of its kind fits, and refused when none does', async () => {
    const [one, two, three] = await Promise.all([createSigner('ES256'), createSigner('ES256'), createSigner('ES256')]);
    provider.publish(one, two);
    expect(await statusOf(await signToken(two, now))).toBe(200);
    expect(await statusOf(await signToken(three, now))).toBe(401);
    expect(await statusOf(await signToken(two, now, { exp: SECONDS - 60 }))).toBe(401);
  });

  it('follows a rotation, although no key id tells of it', async () => {
    const [before, after] = await Promise.all([createSigner('ES256'), createSigner('ES256')]);
    provider.publish(before);
    expect(await statusOf(await signToken(before, now))).toBe(200);
    provider.publish(after);
    expect(await statusOf(await signToken(after, now))).toBe(200);
  });
});

describe('the key set', () => {
  it('follows a rotation at once, for everybody who comes at the same moment', async () => {
    expect(await statusOf(await signToken(signer, now))).toBe(200);
    const next = await createSigner('ES256', 'next');
    provider.publish(signer, next);
    const before = provider.state.asked;
    const signed = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8, 9].map((sub) => signToken(next, now, { sub: `user-${sub}` })));
    expect(await Promise.all(signed.map(statusOf))).toEqual(signed.map(() => 200));
    expect(provider.state.asked - before).toBe(1);
  });

  it('forgets a key that the provider has withdrawn within ten minutes, and what it had accepted with it', async () => {
    const token = await signToken(signer, now, { exp: SECONDS + 3_600 });
    expect(await statusOf(token)).toBe(200);
    provider.publish(await createSigner('ES256', 'next'));
    now = START + 10 * 60_000 + 1;
    await until(async () => {
      now += 1_000;
      return (await statusOf(token)) === 401;
    });
  });

  it('keeps what was accepted when the provider gives the same keys again', async () => {
    const keys = new KeySet(
      () => fetchJwks(provider.uri),
      createLog('test', 'silent'),
      () => now,
    );
    expect(await keys.changedSince(0)).toBe(true);
    expect(await keys.changedSince(1)).toBe(false);
    expect(keys.generation).toBe(1);
  });

  it.each([
    ['is down', 500, ''],
    ['answers with a page instead of keys', 200, '<html>maintenance</html>'],
    ['gives no key at all', 200, '{"keys":[]}'],
    ['gives something else', 200, '{"error":"later"}'],
  ])('stays the last good one while the provider %s', async (_, status, body) => {
    expect(await statusOf(await signToken(signer, now))).toBe(200);
    provider.fail(status, body);
    now = START + 60 * 60_000;
    expect(await statusOf(await signToken(signer, now))).toBe(200);
    expect(await statusOf(await signToken(await createSigner('ES256', 'unknown'), now))).toBe(401);
    expect(await statusOf(await signToken(signer, now, { sub: 'another' }))).toBe(200);
  });

  it('is not asked for again by every token of an unknown key', async () => {
    const stranger = await createSigner('ES256', 'stranger');
    expect(await statusOf(await signToken(signer, now))).toBe(200);
    const before = provider.state.asked;
    for (let sub = 0; sub < 40; sub += 1) expect(await statusOf(await signToken(stranger, now, { sub: String(sub) }))).toBe(401);
    expect(provider.state.asked - before).toBeLessThanOrEqual(5);
  });

  it('answers 503 while there has never been one, and recovers by itself', async () => {
    provider.fail(503);
    const token = await signToken(signer, now);
    expect(await statusOf(token)).toBe(503);
    expect(await statusOf('not.a.token')).toBe(401);
    provider.publish(signer);
    now += 1_000;
    expect(await statusOf(token)).toBe(200);
  });
});

it('a start waits for the first key set, and for none after it', async () => {
  const keys = new KeySet(
    () => fetchJwks(provider.uri),
    createLog('test', 'silent'),
    () => now,
  );
  provider.fail(503);
  await expect(keys.ready()).rejects.toThrow('the identity provider cannot be reached');
  provider.publish(signer);
  now += 1_000;
  await keys.ready();
  provider.fail(503);
  await keys.ready();
});
