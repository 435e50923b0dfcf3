/** Where a Redis is, as REDIS_URL says. */
export type RedisPlace = {
  readonly kind: 'server' | 'sentinel' | 'cluster';
  readonly isEncrypted: boolean;
  readonly username?: string;
  readonly password?: string;
  /** Of the Sentinels themselves. */
  readonly sentinelPassword?: string;
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  /** The number of the database; of Sentinels the name of the master. */
  readonly path: string;
};

const SHAPE = /^redis(s)?(?:\+(sentinel|cluster))?:\/\/(?:(.*)@)?([^@/?]+)(?:\/([^?]*))?(?:\?(.*))?$/;
const HOST = /^(?:\[([0-9a-f:.]+)\]|([^:[\]\s]+))(?::(\d{1,5}))?$/i;
const PORTS = { server: 6_379, sentinel: 26_379, cluster: 6_379 };

/** Reads `redis[s]://`, `redis[s]+sentinel://user:password@host:26379,host/master?sentinel_password=…` and `redis[s]+cluster://…`. Throws the fault as a sentence. */
export function redisPlace(url: string): RedisPlace {
  const [, s, kind = 'server', access = '', hosts = '', path = '', query = ''] = SHAPE.exec(url) ?? [];
  if (hosts === '') throw new Error('is no URL that begins with redis://, redis+sentinel:// or redis+cluster://, or with rediss');
  const [username, password] = splitOnce(access, ':').map(unescaped);
  const sentinelPassword = new URLSearchParams(query).get('sentinel_password');
  return {
    kind: kind as RedisPlace['kind'],
    isEncrypted: s === 's',
    ...(username && { username }),
    ...(password && { password }),
    ...(sentinelPassword && { sentinelPassword }),
    hosts: hosts.split(',').map((host) => hostOf(host.trim(), PORTS[kind as RedisPlace['kind']])),
    path: pathOf(unescaped(path), kind),
  };
}

function hostOf(text: string, otherwise: number): RedisPlace['hosts'][number] {
  const [, bracketed, plain, port = String(otherwise)] = HOST.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (!host || Number(port) < 1 || Number(port) > 65_535) throw new Error('holds a host that is not written host:port');
  return { host, port: Number(port) };
}

function pathOf(path: string, kind: string): string {
  if (kind === 'server' && !/^\d{0,3}$/.test(path)) throw new Error('is followed by a path that is no number of a database');
  return path;
}

/** Throws the fault as a sentence. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error('holds a % that is no escape: a % in a password is written %25');
  }
}

const splitOnce = (text: string, mark: string): [string, string] => {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
};
