import type { PoolClient } from 'pg';

/** A connection that can be closed under a statement: that ends the statement on the server too. */
export type Cuttable = {
  cut(): void;
  /** Resolves once it is closed. Until then the pool would hand the dead connection to the next one who asks. */
  readonly gone: Promise<void>;
  /** The signal means this connection no more. */
  forget(): void;
};

export function cuttable(client: PoolClient, signal: AbortSignal): Cuttable {
  let ended = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    ended = resolve;
  });
  client.once('end', ended);
  const cut = (): void => void connectionOf(client).stream.destroy();
  signal.addEventListener('abort', cut);
  const forget = (): void => {
    signal.removeEventListener('abort', cut);
    client.off('end', ended);
  };
  return { cut, gone, forget };
}

const connectionOf = (client: PoolClient): { stream: { destroy(): void } } =>
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection;
