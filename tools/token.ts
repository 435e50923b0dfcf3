// `npm run token`: a development token for one organization, or a webhook token for one tenant.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { EnvFault, readEnv, start } from '#runtime';
import { withDatabase } from './start/borrowed.js';
import { devToken, EVERY_ROLE, EVERY_SCOPE } from './start/greeting.js';
import { printWebhookToken, printWebhookTokens, revoke } from './token/webhook.js';

const HELP = `npm run token -- --organization <id> [options]
npm run token -- --webhook-tenant <tenant> | --list | --revoke <id>

Prints a token signed with the development keys in DATA_DIR.

  --organization <id>  whom the caller belongs to
  --subject <s>        who calls (dev@<organization>)
  --scope "<s …>"      scopes, separated by spaces
  --roles "<r …>"      roles, separated by spaces
  --ttl <time>         how long it is valid: 30s, 15m, 1h, 7d (1h)

With neither --scope nor --roles it may do everything: scopes ${EVERY_SCOPE}, roles ${EVERY_ROLE.join(' ')}.
With one of them it may do what that says, and nothing of the other.

Tokens for the webhook are kept in the database of DATABASE_URL, or the one in DATA_DIR:

  --webhook-tenant <tenant>  prints a new one, which takes alerts for the organizations of this tenant only
  --list                     the ids and tenants of those that are valid
  --revoke <id>              ends one within seconds`;

const OPTIONS = {
  organization: { type: 'string' },
  subject: { type: 'string' },
  scope: { type: 'string' },
  roles: { type: 'string' },
  ttl: { type: 'string', default: '1h' },
  'webhook-tenant': { type: 'string' },
  list: { type: 'boolean', default: false },
  revoke: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

async function run(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const { 'webhook-tenant': tenant, revoke: id } = values;
  if (values.help) return console.log(HELP);
  if (tenant !== undefined) return withDatabase('token', (store) => printWebhookToken(store, tenant));
  if (values.list) return withDatabase('token', printWebhookTokens);
  if (id !== undefined) return withDatabase('token', (store) => revoke(store, id));
  return printDevToken(values);
}

async function printDevToken(values: Values): Promise<void> {
  const env = readEnv(['AUTH_JWKS_URI', 'DATA_DIR', 'AUTH_CLAIM_ORGANIZATION', 'AUTH_CLAIM_SCOPE', 'AUTH_CLAIM_ROLES']);
  if (env.AUTH_JWKS_URI)
    throw new EnvFault('AUTH_JWKS_URI: is set, so tokens come from the identity provider and a development token would not be accepted');
  const { organization, ttl, subject = `dev@${organization}` } = values;
  if (!organization) throw new Error(`--organization is missing (example: npm run token -- --organization owner)`);
  if (!/^\d+\s*[smhdwy]$/.test(ttl)) throw new Error(`--ttl: ${JSON.stringify(ttl)} is no time (example: --ttl 1h)`);
  console.log(await devToken({ ...env, DATA_DIR: path.resolve(env.DATA_DIR) }, { organization, subject, ...powersOf(values), ttl }));
}

/** Who says what a caller may do means no more than that; who says nothing means everything. */
function powersOf({ scope, roles }: Pick<Values, 'scope' | 'roles'>): { scope: string; roles: string[] } {
  if (scope === undefined && roles === undefined) return { scope: EVERY_SCOPE, roles: [...EVERY_ROLE] };
  return { scope: scope ?? '', roles: (roles ?? '').split(/[\s,]+/).filter(Boolean) };
}

await start(run);
