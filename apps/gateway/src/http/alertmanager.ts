import { request } from 'undici';
import { internalSecret, type Store } from '#persistence';
import { Refusal } from '#runtime';

/** What the Alertmanager said: its status, and its body as JSON or text. */
export type Answer = { readonly status: number; readonly body: unknown };

const DEADLINE_MS = 7_000;

/** The Alertmanagers of all tenants, reached through collect, the one app that speaks to them. */
export class Alertmanager {
  private secret: string | undefined;

  constructor(
    private readonly store: Store,
    private readonly collectUrl: string,
  ) {}

  /**
   * One call to the API of a tenant's Alertmanager, such as POST /api/v2/silences. `organization`: whose alone a silence is, should that one know no tenants.
   * Refuses with 502 when it cannot be reached.
   */
  async call(tenant: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, organization?: string): Promise<Answer> {
    this.secret ??= await internalSecret(this.store);
    try {
      const answer = await request(`${this.collectUrl}/internal/alertmanager`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ tenant, method, path, body, organization }),
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      const said: unknown = await answer.body.json();
      if (answer.statusCode === 200 && isAnswer(said)) return said;
      throw new Error(`collect answered ${answer.statusCode}`);
    } catch (error) {
      throw new Refusal('upstream-unavailable', { cause: error });
    }
  }
}

const isAnswer = (said: unknown): said is Answer =>
  typeof said === 'object' && said !== null && 'status' in said && typeof said.status === 'number' && 'body' in said;
