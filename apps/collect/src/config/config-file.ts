import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Gauge } from 'prom-client';
import { type Store, systemEvent } from '#persistence';
import { EnvFault, type Log, Rounds, registry } from '#runtime';
import type { Config } from './config.js';
import { readConfig } from './read-config.js';

const REREAD_MS = 30_000;

const wrong = new Gauge({
  name: 'alertledger_config_file_wrong',
  help: '1 while COLLECT_CONFIG_FILE cannot be used as it stands, and what was read before stays in force',
  registers: [registry],
});

type Read = { readonly config: Config; readonly digest: string };

/** What is in force now: of a file, or for good. */
export abstract class CurrentConfig {
  abstract readonly current: Config;
}

/** For the short variables, and for tests. */
export class FixedConfig extends CurrentConfig {
  constructor(readonly current: Config) {
    super();
  }
}

/** COLLECT_CONFIG_FILE with the files it names: read at the start, and again twice a minute. A wrong one then changes nothing. */
export class ConfigFile extends CurrentConfig {
  private readonly rounds: Rounds;
  private refused = '';

  private constructor(
    private readonly path: string,
    private read: Read,
    private readonly store: Store,
    private readonly log: Log,
  ) {
    super();
    this.rounds = new Rounds({ what: 'read COLLECT_CONFIG_FILE', pauseMs: REREAD_MS, firstPauseMs: REREAD_MS }, () => this.reread(), log);
  }

  /** Throws an EnvFault for a file that is wrong. */
  static open(path: string, store: Store, log: Log): ConfigFile {
    try {
      return new ConfigFile(path, readWith(path), store, log);
    } catch (error) {
      throw new EnvFault(
        `COLLECT_CONFIG_FILE: ${JSON.stringify(path)} ${(error as Error).message} (example: COLLECT_CONFIG_FILE=/etc/alertledger/collect.yaml)`,
      );
    }
  }

  get current(): Config {
    return this.read.config;
  }

  start(): void {
    this.rounds.start();
  }

  close(): Promise<void> {
    return this.rounds.stop();
  }

  /** Puts a changed file in force; of a wrong one says so, once. */
  async reread(): Promise<void> {
    try {
      const read = readWith(this.path);
      if (read.digest !== this.read.digest) {
        this.read = read;
        this.log.info({ upstreams: read.config.upstreams.map(({ name }) => name) }, 'COLLECT_CONFIG_FILE has changed and is in force');
      }
      this.refused = '';
      wrong.set(0);
    } catch (error) {
      wrong.set(1);
      const { message } = error as Error;
      if (message === this.refused) return;
      this.refused = message;
      this.log.error({ fault: message }, 'COLLECT_CONFIG_FILE has changed and is wrong: what was read before stays in force');
      await systemEvent(this.store, {
        organization: null,
        severity: 'error',
        source: 'collect',
        message: `the changed COLLECT_CONFIG_FILE is wrong and not in force: ${message}`,
      });
    }
  }
}

/** With a digest of all that was read for it. */
function readWith(path: string): Read {
  const contents: string[] = [];
  const readFile = (file: string): string => {
    const content = readFileSync(file, 'utf8');
    contents.push(content);
    return content;
  };
  const config = readConfig(textOf(path, readFile), readFile);
  return { config, digest: hash('sha256', JSON.stringify(contents), 'base64') };
}

function textOf(path: string, readFile: (path: string) => string): string {
  try {
    return readFile(path);
  } catch (error) {
    throw new Error(`cannot be read (${(error as { code?: string }).code ?? 'error'})`);
  }
}
