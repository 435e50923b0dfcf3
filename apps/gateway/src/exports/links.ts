import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Store, sql } from '#persistence';

const makeKey = sql<never, { secret: string }>(import.meta.url, './make-link-key.sql');
const sharedKey = sql<{ secret: string }, object>(import.meta.url, './link-key.sql');

const VALID_SECONDS = 15 * 60;

/** What a link opens: the file of one attempt of one export, under its name in the path. */
export type Target = { readonly job: string; readonly attempt: number; readonly name: string };
type Parameters = { readonly attempt?: unknown; readonly expires?: unknown; readonly key?: unknown; readonly signature?: unknown };

/** Signs download links. The first secret signs, all of them verify. */
export class Links {
  private readonly secrets: ReadonlyMap<string, string>;
  private readonly newest: string;

  private constructor(secrets: readonly string[]) {
    this.secrets = new Map(secrets.map((secret) => [keyIdOf(secret), secret]));
    this.newest = keyIdOf(secrets[0] ?? '');
  }

  /** With the secrets given, comma separated, or else with one that is kept in the database. */
  static async open(store: Store, configured: string | undefined): Promise<Links> {
    const secrets = (configured ?? '')
      .split(',')
      .map((secret) => secret.trim())
      .filter(Boolean);
    if (secrets.length > 0) return new Links(secrets);
    await makeKey.rows(store, { secret: randomBytes(32).toString('base64url') });
    return new Links([(await sharedKey.one(store, {})).secret]);
  }

  /** The query of a link, valid for 15 minutes from now (epoch ms). */
  sign(target: Target, now: number): string {
    const expires = Math.floor(now / 1_000) + VALID_SECONDS;
    const signature = this.signature(this.newest, target, expires) ?? '';
    return new URLSearchParams({ attempt: String(target.attempt), expires: String(expires), key: this.newest, signature }).toString();
  }

  /** The attempt the link is for; undefined when it was altered or is too old. */
  verify(job: string, name: string, query: Parameters, now: number): number | undefined {
    const { attempt, expires, key, signature } = query;
    if (![attempt, expires, key, signature].every((one) => typeof one === 'string') || Object.keys(query).length > 4) return undefined;
    const target = { job, name, attempt: Number(attempt) };
    const expected = this.signature(String(key), target, Number(expires));
    const isRight = expected !== undefined && isSame(expected, String(signature));
    const isSpelledSo = String(target.attempt) === attempt && String(Number(expires)) === expires;
    return isRight && isSpelledSo && Number(expires) > now / 1_000 ? target.attempt : undefined;
  }

  private signature(key: string, { job, attempt, name }: Target, expires: number): string | undefined {
    const secret = this.secrets.get(key);
    return secret && createHmac('sha256', secret).update([job, attempt, expires, name].join('\n')).digest('base64url');
  }
}

const keyIdOf = (secret: string): string => createHash('sha256').update(secret).digest('hex').slice(0, 8);

const isSame = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
