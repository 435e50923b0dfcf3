import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './schema.js';

export type { paths } from './schema.js';
/** The shapes of requests and answers, by their names in the OpenAPI document. */
export type Schemas = components['schemas'];

export type AlertledgerOptions = {
  /** Where the gateway answers: `https://alerts.example.com`. */
  readonly url: string;
  /** A JWT or an API key; asked for before every request, so that an expired one can be replaced. */
  readonly token: () => string | Promise<string>;
  readonly fetch?: (request: Request) => Promise<Response>;
};

/** A client whose paths, parameters and answers are typed by the OpenAPI document: `client.GET('/api/alerts/totals')`. */
export function createAlertledger({ url, token, fetch }: AlertledgerOptions): Client<paths> {
  const client = createClient<paths>({ baseUrl: url, ...(fetch && { fetch }) });
  client.use({
    async onRequest({ request }) {
      request.headers.set('authorization', `Bearer ${await token()}`);
      return request;
    },
  });
  return client;
}
