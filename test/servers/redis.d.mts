export type RedisServer = { readonly url: string; readonly pid: number; stop(): Promise<void> };
export function startRedis(program: string): Promise<RedisServer>;
