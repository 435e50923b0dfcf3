import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './schema.js';
import { follow, type StreamEvent, type StreamOptions } from './stream.js';

export type { paths } from './schema.js';
export { type StreamEvent, type StreamOptions, StreamRefused, type Told } from './stream.js';
/** The shapes of requests and answers, by their names in the OpenAPI document. */
export type Schemas = components['schemas'];

export type AlertledgerOptions = {
  /** Where the gateway answers: `https://alerts.example.com`. */
  readonly url: string;
  /** A JWT or an API key; asked for before every request, so that an expired one can be replaced. */
  readonly token: () => string | Promise<string>;
  readonly fetch?: (request: Request) => Promise<Response>;
};

export type Alertledger = Client<paths> & {
  /** What happens, while it happens: `for await (const { event, data } of client.stream({ severity: ['critical'] }))`. Resumes by itself. */
  stream(options?: StreamOptions): AsyncGenerator<StreamEvent, void>;
};

/** A client whose paths, parameters and answers are typed by the OpenAPI document: `client.GET('/api/alerts/totals')`. */
export function createAlertledger({ url, token, fetch }: AlertledgerOptions): Alertledger {
  const client = createClient<paths>({ baseUrl: url, ...(fetch && { fetch }) });
  client.use({
    async onRequest({ request }) {
      request.headers.set('authorization', `Bearer ${await token()}`);
      return request;
    },
  });
  return Object.assign(client, { stream: (options: StreamOptions = {}) => follow(client, options) });
}
