/** One field that the server did not take. */
export type Fault = { readonly key: string; readonly message: string };

/** What a request came to when it did not succeed. `status` 0: the gateway did not answer. */
export class Failure extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly faults: readonly Fault[] = [],
    readonly requestId: string | null = null,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
  }
}

export type Answer<T> = { readonly data?: T; readonly error?: unknown; readonly response: Response };

/** The body of an answer, or a Failure that says what each family of the API says in its own words. */
export async function bodyOf<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok && error === undefined) return data as T;
  throw failureOf(response, error);
}

/** The same for the family that wraps its answers. */
export const dataOf = async <T>(call: Promise<Answer<{ readonly data: T }>>): Promise<T> => (await bodyOf(call)).data;

function failureOf({ status, headers }: Response, body: unknown): Failure {
  const said = isRecord(body) ? body : {};
  const wrapped = isRecord(said.data) ? said.data : said;
  const faults = Array.isArray(wrapped.errors) ? wrapped.errors.filter(isFault) : [];
  const wait = Number(headers.get('retry-after'));
  return new Failure(status, String(said.message ?? status), faults, headers.get('x-request-id'), wait > 0 ? wait : null);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isFault = (value: unknown): value is Fault => isRecord(value) && typeof value.key === 'string' && typeof value.message === 'string';
