import { createServer } from 'node:net';
import { EnvFault } from './env.js';

/** Where an app listens, and the variable that says so. */
export type Place = { readonly variable: string; readonly port: number; readonly address: string };

const COMPLAINTS: Readonly<Record<string, string>> = { EADDRINUSE: 'is in use', EACCES: 'may not be used by this user' };

/** Why nobody can listen there, as the fault of the variable to change; undefined when one can. */
export function portFault({ variable, port, address }: Place): Promise<EnvFault | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code = '', message }: NodeJS.ErrnoException) => {
      const complaint = COMPLAINTS[code];
      resolve(
        complaint
          ? new EnvFault(`${variable}: port ${port} ${complaint} (example: ${variable}=${port + 10})`)
          : new EnvFault(`BIND_ADDRESS: ${JSON.stringify(address)} cannot be listened on: ${message} (example: BIND_ADDRESS=0.0.0.0)`),
      );
    });
    server.listen(port, address, () => server.close(() => resolve(undefined)));
  });
}
