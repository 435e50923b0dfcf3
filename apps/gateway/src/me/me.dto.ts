export class OwnOrganization {
  id: string;
  name: string;
  role: 'owner' | 'distributor' | 'reseller' | 'customer';
  /** IANA name. */
  timezone: string;
}

/** Who asks, and what they may ask. Nothing of the credential itself. */
export class Me {
  subject: string;
  name: string;
  organization: OwnOrganization;
  scopes: string[];
  roles: string[];
  /** `read` and `write` of an API key; null for a token. */
  permissions: string[] | null;
  /** When the credential ends; null: never. */
  expires_at: string | null;
  /** Calls a minute. */
  rate_limit: number;
  /** Of the gateway. */
  version: string;
  /** What else this installation serves: `console`. */
  features: string[];
}
