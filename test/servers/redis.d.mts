export type RedisServer = { readonly url: string; readonly pid: number; stop(): Promise<void> };
/** On a free port unless one is named. */
export function startRedis(program: string, port?: number): Promise<RedisServer>;
