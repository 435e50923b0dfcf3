import { CLAIMS } from '#test/gateway';
import { type ClaimNames, readClaims } from './token-claims.js';

const read = (payload: Record<string, unknown>, names: Partial<ClaimNames> = {}) => {
  const { organization, scopes, roles } = readClaims({ sub: 'mira', ...payload }, { ...CLAIMS, ...names }, ['alerts', 'https://a.example']);
  return { organization, scopes: [...scopes], roles: [...roles] };
};
const organizationIn = (claim: unknown) => read({ organization_id: claim }).organization;

it.each([
  ['a text', 'north'],
  ['a list of one', ['north']],
  ['a list that names one twice', ['north', 'north']],
  ['an object with one key, as Keycloak writes organizations', { north: { id: 'c2f1' } }],
])('the organization may be %s', (_, claim) => {
  expect(organizationIn(claim)).toBe('north');
});

it.each([
  ['several organizations', ['north', 'south']],
  ['several organizations', { north: {}, south: {} }],
  ['claim missing', []],
  ['claim missing', {}],
  ['claim missing', ''],
  ['claim missing', 7],
  ['claim missing', null],
  ['claim missing', 'no\0rth'],
])('%s: %j is no organization', (reason, claim) => {
  expect(() => organizationIn(claim)).toThrow(reason);
});

it('a claim is looked for by its name, then by its path, never in what objects inherit', () => {
  const names = { organization: ['https://a.example/org', 'org.id'], roles: ['realm_access.roles', 'resource_access.alerts.roles'] };
  const nested = { realm_access: { roles: ['ADMIN'] }, resource_access: { alerts: { roles: ['report_admin'] } } };
  expect(read({ org: { id: 'north' }, ...nested }, names)).toEqual({ organization: 'north', scopes: [], roles: ['ADMIN', 'report_admin'] });
  expect(read({ 'https://a.example/org': 'north', 'realm_access.roles': 'ADMIN', ...nested }, names).roles).toEqual([
    'ADMIN',
    'report_admin',
  ]);
  expect(() => read({ org: { id: 'north' }, 'https://a.example/org': 'south' }, names)).toThrow('several organizations');
  expect(() => read({ org: 'north' }, { organization: ['org.length', 'constructor.name', 'org.0'] })).toThrow('claim missing');
});

it('scopes and roles of all their claims count together', () => {
  const names = { scope: ['scp', 'roles'], roles: ['roles', 'groups'] };
  const said = read({ organization_id: 'north', scp: 'read:systems report', roles: ['ADMIN', 'read:analytics'], groups: ['ops'] }, names);
  expect(said.scopes).toEqual(['read:systems', 'report', 'ADMIN', 'read:analytics']);
  expect(said.roles).toEqual(['ADMIN', 'read:analytics', 'ops']);
});

it('a scope may be written below an accepted audience', () => {
  const scope = 'alerts/read:systems https://a.example/report https://b.example/manage:systems openid';
  expect(read({ organization_id: 'north', scope }).scopes).toEqual([
    'read:systems',
    'report',
    'https://b.example/manage:systems',
    'openid',
  ]);
});
