import { devKeys, type Env, mintDevToken } from '#runtime';
import { demoFleet, type FleetOrganization, type FleetRole } from '../demo/fleet.js';

export type TokenEnv = Env<'DATA_DIR' | 'AUTH_CLAIM_ORGANIZATION' | 'AUTH_CLAIM_SCOPE' | 'AUTH_CLAIM_ROLES'>;

export const EVERY_SCOPE = 'read:systems manage:systems report read:analytics write:analytics';
export const EVERY_ROLE = ['ADMIN', 'report_admin'];
const PERSONAS: readonly FleetRole[] = ['owner', 'distributor', 'reseller', 'customer'];
const TTL = '30d';

export type TokenWish = {
  readonly organization: string;
  readonly subject: string;
  readonly scope: string;
  readonly roles: readonly string[];
  readonly ttl: string;
};

/** A token signed with the development keys below the data directory. */
export async function devToken(env: TokenEnv, wish: TokenWish): Promise<string> {
  const claims = { organization: env.AUTH_CLAIM_ORGANIZATION, scope: env.AUTH_CLAIM_SCOPE, roles: env.AUTH_CLAIM_ROLES };
  return mintDevToken(await devKeys(env.DATA_DIR), { ...wish, claims });
}

/** What a newcomer needs to try it: a token for one organization of each level, and a line to paste. */
export async function greeting(env: TokenEnv & Env<'OWNER_ORGANIZATION' | 'DEMO'>, gateway: string): Promise<string[]> {
  const personas = PERSONAS.flatMap((role) => firstOf(role, env.OWNER_ORGANIZATION)).filter(
    (one) => env.DEMO === 'on' || one.role === 'owner',
  );
  const tokens = await Promise.all(
    personas.map(({ id, role }) =>
      devToken(env, { organization: id, subject: `${role}@${id}`, scope: EVERY_SCOPE, roles: EVERY_ROLE, ttl: TTL }),
    ),
  );
  const lines = personas.map(({ id, role }, i) => `token ${role.padEnd(11)} ${id.padEnd(18)} ${tokens[i]}`);
  return [...lines, `try: curl -s -H 'Authorization: Bearer ${tokens[0]}' ${gateway}/api/alerts/totals`];
}

function firstOf(role: FleetRole, owner: string): FleetOrganization[] {
  return demoFleet(owner)
    .organizations.filter((one) => one.role === role)
    .slice(0, 1);
}
