// biome-ignore lint/suspicious/noExplicitAny: a test reads bodies of any shape
export type Answer = { status: number; headers: Headers; body: any; text: string };

const isStream = (body: unknown): boolean => typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

/** Speaks HTTP to an app. A body that is a text or a stream is sent as it is. */
export const client = (base: () => string, headers: () => Promise<Record<string, string>> | Record<string, string>) => {
  const call =
    (method: string) =>
    async (url: string, body?: unknown, more: Record<string, string> = {}): Promise<Answer> => {
      const content: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
      const raw = body === undefined || typeof body === 'string' || isStream(body) ? body : JSON.stringify(body);
      const response = await fetch(base() + url, {
        method,
        headers: { ...content, ...(await headers()), ...more },
        redirect: 'manual',
        ...(raw !== undefined && { body: raw as string, duplex: 'half' }),
      });
      const text = await response.text();
      const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json');
      return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text, text };
    };
  return { get: call('GET'), post: call('POST'), put: call('PUT'), delete: call('DELETE'), head: call('HEAD') };
};

export type Client = ReturnType<typeof client>;
