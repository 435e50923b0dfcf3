import { request } from 'undici';
import { type Log, Refusal } from '#runtime';

/** How the page signs people in: CONSOLE_CLIENT_ID and its relatives. */
export type ProviderSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly resource: string | undefined;
  /** `audience=…&prompt=consent` */
  readonly parameters: string | undefined;
  readonly publicUrl: string;
};

type Endpoints = { readonly authorization_endpoint: string; readonly token_endpoint: string; readonly [name: string]: unknown };

const KEPT_MS = 3_600_000;
const RETRY_MS = 5_000;
const DEADLINE_MS = 5_000;

/** What the identity provider says of itself. Asked for by us, so that its document needs no CORS; the last good one is kept. */
export class Provider {
  private known: { readonly endpoints: Endpoints; readonly at: number } | undefined;
  private triedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly settings: ProviderSettings,
    private readonly log: Log,
  ) {}

  /** Asks for the first time; a provider that is away is no reason not to start. */
  async open(): Promise<this> {
    await this.refresh(Date.now());
    return this;
  }

  /** Origins that the page has to reach: those of the endpoints that it calls itself. */
  get origins(): string[] {
    const [token, revocation] = [this.known?.endpoints.token_endpoint, this.known?.endpoints.revocation_endpoint];
    return [...new Set([token, revocation].flatMap((url) => (typeof url === 'string' ? [new URL(url).origin] : [])))];
  }

  /** Refuses with 503 while the provider has never answered. */
  async describe(): Promise<object> {
    const now = Date.now();
    if (now - (this.known?.at ?? Number.NEGATIVE_INFINITY) > KEPT_MS && now - this.triedAt > RETRY_MS) await this.refresh(now);
    if (!this.known) throw new Refusal('keys-unavailable', { retryAfterSeconds: Math.ceil(RETRY_MS / 1000) });
    const { clientId, scope, resource, parameters, publicUrl } = this.settings;
    const pages = { redirect_uri: `${publicUrl}/console/callback`, post_logout_redirect_uri: `${publicUrl}/console/signed-out` };
    return {
      client_id: clientId,
      scope,
      resource: resource ?? null,
      parameters: parameters ?? null,
      ...pages,
      endpoints: this.known.endpoints,
    };
  }

  private async refresh(now: number): Promise<void> {
    this.triedAt = now;
    try {
      this.known = { endpoints: await this.discover(), at: now };
    } catch (error) {
      this.log.warn({ err: error }, 'the identity provider does not describe itself');
    }
  }

  private async discover(): Promise<Endpoints> {
    const { issuer } = this.settings;
    const answer = await request(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(DEADLINE_MS),
      headers: { accept: 'application/json' },
    });
    const said: unknown = await answer.body.json();
    if (answer.statusCode !== 200 || !isDocument(said)) throw new Error(`discovery answered ${answer.statusCode}`);
    if (said.issuer !== issuer) throw new Error(`discovery names the issuer ${JSON.stringify(said.issuer)}`);
    return said;
  }
}

const isDocument = (said: unknown): said is Endpoints & { readonly issuer: unknown } =>
  typeof said === 'object' &&
  said !== null &&
  ['authorization_endpoint', 'token_endpoint'].every((name) => name in said && URL.canParse(String(Reflect.get(said, name))));
