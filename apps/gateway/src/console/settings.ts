import { fileURLToPath } from 'node:url';
import type { OrganizationTree } from '#persistence';
import { currentBuild, type DevToken, devKeys, type Env, EnvFault, type Log, mintDevToken } from '#runtime';
import { roles } from '#scope';
import type { ConsoleSettings } from './console.js';
import { isLoopback, type Personas } from './personas.js';
import { Provider } from './provider.js';

type ConsoleEnv = Env<
  | 'CONSOLE'
  | 'CONSOLE_CLIENT_ID'
  | 'CONSOLE_SCOPE'
  | 'CONSOLE_RESOURCE'
  | 'CONSOLE_PARAMETERS'
  | 'CONSOLE_PERSONAS'
  | 'CONSOLE_SECRET'
  | 'NODE_ENV'
  | 'AUTH_JWKS_URI'
  | 'AUTH_CLAIM_ORGANIZATION'
  | 'AUTH_CLAIM_SCOPE'
  | 'AUTH_CLAIM_ROLES'
  | 'BIND_ADDRESS'
  | 'DATA_DIR'
  | 'TRUSTED_PROXIES'
>;
type Around = {
  readonly tree: OrganizationTree;
  readonly log: Log;
  readonly publicUrl: string;
  readonly issuer: string;
  readonly audiences: readonly string[];
};

const BUILT = fileURLToPath(new URL('../../../../console/', import.meta.url));
const EVERYTHING = { scope: 'read:systems manage:systems report read:analytics write:analytics', roles: ['ADMIN', 'report_admin'] };
const HOUR_MS = 3_600_000;

/** Undefined with CONSOLE=off. Throws EnvFault where personas would reach beyond this machine. */
export async function consoleOf(env: ConsoleEnv, around: Around): Promise<ConsoleSettings | undefined> {
  checkConsole(env);
  if (env.CONSOLE === 'off') return undefined;
  const { issuer, audiences: audience } = around;
  const claims = { organization: env.AUTH_CLAIM_ORGANIZATION, scope: env.AUTH_CLAIM_SCOPE, roles: env.AUTH_CLAIM_ROLES };
  const [provider, personas] = [await providerOf(env, around), personasOf(env, around, claims)];
  const { version } = currentBuild();
  return { dir: BUILT, version, auth: { issuer, audience, claims }, ...(provider && { provider }), ...(personas && { personas }) };
}

export function checkConsole(env: Pick<ConsoleEnv, 'CONSOLE_PERSONAS' | 'CONSOLE_CLIENT_ID' | 'AUTH_JWKS_URI' | 'BIND_ADDRESS'>): void {
  if (env.CONSOLE_CLIENT_ID && !env.AUTH_JWKS_URI)
    throw new EnvFault(
      'CONSOLE_CLIENT_ID: is set, but no identity provider is (example: AUTH_JWKS_URI=https://login.example.com/oidc/jwks)',
    );
  if (env.CONSOLE_PERSONAS === 'off') return;
  const fault = env.AUTH_JWKS_URI
    ? 'with AUTH_JWKS_URI set'
    : isLoopback(env.BIND_ADDRESS)
      ? undefined
      : 'with a BIND_ADDRESS that others reach';
  if (fault) throw new EnvFault(`CONSOLE_PERSONAS: "on" hands out tokens, which it must not ${fault} (example: CONSOLE_PERSONAS=off)`);
}

async function providerOf(env: ConsoleEnv, { log, issuer, publicUrl }: Around): Promise<Provider | undefined> {
  if (!env.CONSOLE_CLIENT_ID) return undefined;
  const { CONSOLE_CLIENT_ID: clientId, CONSOLE_SCOPE: scope, CONSOLE_RESOURCE: resource, CONSOLE_PARAMETERS: parameters } = env;
  return new Provider({ issuer, publicUrl, clientId, scope, resource, parameters }, log).open();
}

function personasOf(env: ConsoleEnv, { tree, publicUrl }: Around, claims: DevToken['claims']): Personas | undefined {
  const { CONSOLE_SECRET: secret } = env;
  const isOurs = isLoopback(new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')) && env.TRUSTED_PROXIES.length === 0;
  if (env.CONSOLE_PERSONAS === 'off' || env.NODE_ENV === 'production' || !secret || !isOurs) return undefined;
  return {
    secret,
    token: async (level) => {
      const role = roles.find((one) => one === level);
      const organization = [...(await tree.current()).all()].filter((node) => node.role === role).sort((a, b) => a.id - b.id)[0];
      if (!organization) return undefined;
      const id = organization.publicId;
      const token = await mintDevToken(await devKeys(env.DATA_DIR), {
        ...EVERYTHING,
        claims,
        organization: id,
        subject: `${level}@${id}`,
        ttl: '1h',
      });
      return { token, organization: id, expires_at: new Date(Date.now() + HOUR_MS).toISOString() };
    },
  };
}
