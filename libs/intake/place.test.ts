import { type Node, type Role, Tree } from '#scope';
import type { Draft } from './draft.js';
import { isForeign, organizationsOf, place } from './place.js';

const node = (id: number, publicId: string, role: Role, parentId: number | null, tenantId: string): Node => ({
  id,
  publicId,
  name: publicId,
  role,
  parentId,
  tenantId,
  timezone: 'UTC',
});
const tree = new Tree([
  node(1, 'owner', 'owner', null, 't-owner'),
  node(2, 'cafe', 'customer', 1, 't-shop'),
  node(3, 'deli', 'customer', 1, 't-shop'),
  node(4, 'bar', 'customer', 1, 't-bar'),
]);
const systems = new Map([
  ['SYS-deli', 3],
  ['SYS-bar', 4],
  ['SYS-gone', 99],
]);
const draft = (organization: string | null, systemKey: string | null = null): Draft => ({
  organization,
  systemKey,
  fingerprint: 'f',
  startsAt: new Date(0),
  endsAt: null,
  alertname: 'A',
  severity: null,
  labels: {},
  annotations: {},
  receiver: null,
  priority: 'LOW',
  source: 'default',
  policy: null,
  number: '',
});

test.each([
  // label, system, tenant, place
  ['cafe', null, null, 'cafe'],
  ['cafe', 'SYS-bar', null, 'cafe'],
  ['cafe', null, 't-shop', 'cafe'],
  ['nobody', null, null, undefined],
  [null, null, null, undefined],
  ['nobody', 'SYS-bar', null, 'bar'],
  [null, 'SYS-bar', null, 'bar'],
  [null, 'SYS-gone', null, undefined],
  [null, 'SYS-deli', 't-shop', 'deli'],
  [null, 'SYS-bar', 't-shop', undefined],
  [null, null, 't-shop', undefined],
  [null, null, 't-bar', 'bar'],
  ['nobody', 'SYS-deli', 't-bar', 'bar'],
  ['cafe', null, 't-bar', undefined],
  ['cafe', 'SYS-deli', 't-bar', undefined],
  ['bar', 'SYS-deli', 't-shop', undefined],
  ['bar', null, 't-shop', undefined],
  ['cafe', null, 't-nobody', undefined],
])('label %j, system %j, tenant %j: %j', (organization, systemKey, tenant, expected) => {
  expect(place(draft(organization, systemKey), tenant, tree, systems)?.publicId).toBe(expected);
});

test.each([
  ['cafe', 't-shop', false],
  ['cafe', 't-bar', true],
  ['nobody', 't-bar', false],
  [null, 't-bar', false],
])('label %j, polled under %j, belongs to another tenant: %j', (organization, tenant, expected) => {
  expect(isForeign(draft(organization), tenant, tree)).toBe(expected);
});

test('the organizations of a tenant are those that name it', () => {
  expect(organizationsOf('t-shop', tree).map((one) => one.publicId)).toEqual(['cafe', 'deli']);
  expect(organizationsOf('t-nobody', tree)).toEqual([]);
});
