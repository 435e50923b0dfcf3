/** What /console/config.json says of this installation. */
export type Config = {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly claims: { readonly organization: readonly string[]; readonly scope: readonly string[]; readonly roles: readonly string[] };
  readonly client_id: string | null;
  readonly endpoints: Readonly<Record<string, unknown>> | null;
  readonly scope?: string;
  readonly resource?: string | null;
  readonly parameters?: string | null;
  readonly redirect_uri?: string;
  readonly post_logout_redirect_uri?: string;
  readonly personas: boolean;
  readonly version: string;
};

/** The gateway has not heard from the identity provider yet. */
export class ProviderAway extends Error {}

export async function readConfig(): Promise<Config> {
  const response = await fetch('/console/config.json', { cache: 'no-store' });
  if (response.status === 503) throw new ProviderAway();
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}
