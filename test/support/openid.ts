import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Configuration, Provider } from 'oidc-provider';

export type OpenId = { readonly issuer: string; readonly provider: Provider; close(): Promise<void> };
type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of its own on a free port; `handle` learns its address. */
export async function startServer(handle: (url: string) => Handler): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', handle(url));
  return {
    url,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

/** An OpenID provider as an operator would run one; `people` may answer what is asked before the provider does. */
export async function startOpenId(configuration: Configuration, people?: (provider: Provider) => (...of: Parameters<Handler>) => boolean) {
  const made = {} as { provider: Provider };
  const { url, close } = await startServer((issuer) => {
    made.provider = new Provider(issuer, configuration);
    const [answer, asked] = [made.provider.callback(), people?.(made.provider)];
    return (request, response) => void (asked?.(request, response) || answer(request, response));
  });
  return { issuer: url, provider: made.provider, close };
}
