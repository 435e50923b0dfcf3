// The demo fleet: whom it consists of. All names are invented.
import { chance, pick } from './chance.js';

export type FleetRole = 'owner' | 'distributor' | 'reseller' | 'customer';
export type FleetOrganization = {
  readonly id: string;
  readonly name: string;
  readonly role: FleetRole;
  readonly parentId: string | null;
  readonly tenantId: string;
  readonly timezone: string;
};
export type System = { readonly key: string; readonly host: string; readonly organization: FleetOrganization };
export type Fleet = { readonly organizations: readonly FleetOrganization[]; readonly systems: readonly System[] };

const DISTRIBUTORS = [
  { id: 'fjordline', name: 'Fjordline Distribution', timezone: 'Europe/Oslo' },
  { id: 'terrasol', name: 'Terrasol Distribution', timezone: 'America/New_York' },
];
const RESELLERS = [
  { id: 'lanternworks', name: 'Lanternworks IT', parent: 'fjordline', timezone: 'Europe/Rome', sharesTenant: true },
  { id: 'cobaltridge', name: 'Cobalt Ridge Systems', parent: 'fjordline', timezone: 'Europe/Oslo', sharesTenant: false },
  { id: 'quietharbour', name: 'Quiet Harbour Networks', parent: 'fjordline', timezone: 'Europe/London', sharesTenant: false },
  { id: 'mesalight', name: 'Mesalight Services', parent: 'terrasol', timezone: 'America/Chicago', sharesTenant: true },
  { id: 'bluecanyon', name: 'Blue Canyon Computing', parent: 'terrasol', timezone: 'America/Los_Angeles', sharesTenant: false },
];
/** A reseller's own, in which nothing is monitored: its Alertmanager does not answer. */
export const SILENT_TENANT = 'bluecanyon';
const PLACES = [
  'Alderbrook',
  'Birchfield',
  'Copperhill',
  'Dunmere',
  'Elmsworth',
  'Farrowdale',
  'Greywater',
  'Hollowmere',
  'Ivystone',
  'Juniper Bay',
];
const TRADES = ['Dental', 'Bakery', 'Logistics', 'Ceramics'];
// A level may be skipped: these customers belong to a distributor directly.
const DIRECT = new Map([
  [17, 'fjordline'],
  [34, 'terrasol'],
]);

/** `owner` is the id of the root organization. */
export function demoFleet(owner: string): Fleet {
  const root: FleetOrganization = {
    id: owner,
    name: 'Northlight Operations',
    role: 'owner',
    parentId: null,
    tenantId: owner,
    timezone: 'UTC',
  };
  const distributors = DISTRIBUTORS.map(({ id, name, timezone }) => organization('distributor', id, name, owner, timezone));
  const resellers = RESELLERS.map(({ id, name, parent, timezone }) => organization('reseller', id, name, parent, timezone));
  const customers = PLACES.flatMap((place) => TRADES.map((trade) => `${place} ${trade}`)).map(customer);
  return { organizations: [root, ...distributors, ...resellers, ...customers], systems: customers.flatMap(systemsOf) };
}

function organization(role: FleetRole, id: string, name: string, parentId: string, timezone: string, tenantId = id): FleetOrganization {
  return { id, name, role, parentId, tenantId, timezone };
}

function customer(name: string, index: number): FleetOrganization {
  const id = name.toLowerCase().replaceAll(' ', '-');
  const direct = DISTRIBUTORS.find((distributor) => distributor.id === DIRECT.get(index));
  if (direct) return organization('customer', id, name, direct.id, direct.timezone);
  const reseller = pick(RESELLERS, (index % RESELLERS.length) / RESELLERS.length);
  return organization('customer', id, name, reseller.id, reseller.timezone, reseller.sharesTenant ? reseller.id : id);
}

/** One to three machines each. */
function systemsOf(owner: FleetOrganization): System[] {
  const [share] = chance(`systems of ${owner.id}`);
  return ['fw', 'srv', 'nas'].slice(0, 1 + Math.floor(share * 3)).map((kind) => {
    const host = `${kind}.${owner.id}.example`;
    const [a, b] = chance(`key of ${host}`);
    return { host, organization: owner, key: `SYS-${hex(a)}-${hex(b)}` };
  });
}

const hex = (share: number): string =>
  Math.floor(share * 0x10000)
    .toString(16)
    .toUpperCase()
    .padStart(4, '0');
