import { type Reach, Refusal } from '#runtime';
import type { Recipient } from './schedules.dto.js';

/** What an operator permits: nobody turns us against others. */
export class Recipients {
  constructor(
    readonly reach: Reach,
    /** Undefined: no mail is sent. */
    readonly mailDomains: readonly string[] | undefined,
    readonly hasDrop: boolean,
  ) {}
}

const ADDRESS = /^[^\s@<>(),;:"\\[\]]+@([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)$/i;

/** Refuses with 400 who cannot be told, as far as that is known without asking anybody. */
export function checkRecipients(recipients: readonly Recipient[], permitted: Recipients): void {
  recipients.forEach((recipient, i) => {
    const fault = faultOf(recipient, permitted);
    if (fault) throw Refusal.field(`recipients.${i}.${fault[0]}`, fault[1], recipient[fault[0]] ?? null);
  });
}

/** What each kind has besides. */
const OF_KIND = { mail: 'address', webhook: 'url', drop: undefined } as const;

function faultOf(recipient: Recipient, { reach, mailDomains, hasDrop }: Recipients): ['kind' | 'address' | 'url', string] | undefined {
  const { kind, address = '', url = '' } = recipient;
  for (const key of ['address', 'url'] as const)
    if (recipient[key] !== undefined && key !== OF_KIND[kind]) return [key, `is not for ${kind}`];
  if (kind === 'drop') return hasDrop ? undefined : ['kind', 'is not configured here: see REPORT_DROP'];
  if (kind === 'webhook') return reach.mayAllow(new URL(url).hostname) ? undefined : ['url', 'must lead to a public address'];
  if (!mailDomains) return ['kind', 'is not configured here: see SMTP_URL'];
  const [, domain] = ADDRESS.exec(address) ?? [];
  if (domain === undefined) return ['address', 'must be an address such as duty@example.com'];
  return mailDomains.includes(domain.toLowerCase()) ? undefined : ['address', `must be of one of the domains ${mailDomains.join(', ')}`];
}
