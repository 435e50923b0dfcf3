export interface PostgresOptions {
  /** The data directory; created when absent or empty. */
  dir: string;
  /** 0 or absent: a free one. Ignored when a running server is adopted. */
  port?: number;
  /** Created when absent. Default `postgres`. */
  database?: string;
  /** postgresql.conf settings, for this run. */
  settings?: Record<string, string>;
}

export interface Postgres {
  /** Superuser address of `database`. */
  url: string;
  port: number;
  pid: number;
  /** True when a server left running by a killed launcher was taken over. */
  reused: boolean;
  /** Settles when the server process is gone, for whatever reason. */
  exited: Promise<void>;
  /** Fast shutdown; resolves when the process is gone. */
  stop(): Promise<void>;
}

/** Starts the embedded PostgreSQL on 127.0.0.1. Rejects with an Error whose message is one line for a human. */
export function startPostgres(options: PostgresOptions): Promise<Postgres>;
