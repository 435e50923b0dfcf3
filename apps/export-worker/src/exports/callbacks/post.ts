import type { LookupAddress } from 'node:dns';
import { Agent, request } from 'node:https';
import type { Reach } from '#runtime';

/** The way out. `ca` is trusted instead of the certificates that come with Node. */
export type WayOut = {
  readonly reach: Reach;
  readonly ca?: string;
  /** For a whole try, the name server's answer included. */
  readonly deadlineMs: number;
  resolve(hostname: string): Promise<readonly LookupAddress[]>;
};

/** Why a callback was not delivered, as its owner may know it. */
export class Undelivered extends Error {}

/** What is sent where. */
export type Parcel = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/**
 * Sends once, to an address that was resolved and found in reach beforehand: the name is not asked for again. Follows no redirect and reads none of
 * the answer's body. Rejects with {@link Undelivered} unless the answer is a 2xx that comes in time, or with the reason of `stop`.
 */
export async function post(parcel: Parcel, way: WayOut, stop: AbortSignal): Promise<void> {
  const deadline = AbortSignal.timeout(way.deadlineMs);
  const signal = AbortSignal.any([stop, deadline]);
  try {
    const addresses = await before(signal, way.resolve(hostOf(parcel.url)));
    if (addresses.length === 0 || !addresses.every(({ address }) => way.reach.allows(address)))
      throw new Undelivered('its host has an address that is not public');
    const status = await before(signal, send(parcel, pinnedTo(addresses, way.ca), signal));
    if (status < 200 || status > 299) throw new Undelivered(`it was answered with ${status}`);
  } catch (error) {
    stop.throwIfAborted();
    if (error instanceof Undelivered) throw error;
    throw new Undelivered(deadline.aborted ? 'no answer came in time' : `its host cannot be reached (${codeOf(error)})`);
  }
}

const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '');
const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : 'unknown fault');

/** Connects to these addresses and no others, one after the other: with `autoSelectFamily` a lookup hands out all of them. */
const pinnedTo = (addresses: readonly LookupAddress[], ca: string | undefined): Agent =>
  new Agent({
    autoSelectFamily: true,
    lookup: (_hostname, _options, give) => give(null, [...addresses]),
    ...(ca !== undefined && { ca }),
  });

/** What is promised, unless the signal comes before it. */
function before<T>(signal: AbortSignal, promised: Promise<T>): Promise<T> {
  promised.catch(() => undefined); // nobody may be left to hear of it
  signal.throwIfAborted();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([promised, aborted]);
}

/** The status of the answer. */
function send({ url, headers, body }: Parcel, agent: Agent, signal: AbortSignal): Promise<number> {
  const content = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': 'Alertledger' };
  return new Promise((answered, failed) => {
    const asked = request(url, { method: 'POST', headers: { ...content, ...headers }, agent, signal });
    asked.once('response', (response) => {
      answered(response.statusCode ?? 0);
      response.destroy();
    });
    asked.on('error', failed);
    asked.end(body);
  });
}
