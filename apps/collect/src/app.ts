import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OrganizationTree, Store, TreeUnavailable, WebhookTokens } from '#persistence';
import { collectDialect, createHttpApp, Log, MEMORY, Refusal } from '#runtime';
import { CurrentConfig } from './config/config-file.js';
import { EventsModule } from './events/events.module.js';
import { PublicAddress } from './events/public-address.js';
import { FoldLoop } from './folder/fold-loop.js';
import { FolderModule } from './folder/folder.module.js';
import { guardEdge, holdersOf } from './http/edge.js';
import { IntakeModule } from './intake/intake.module.js';
import { Limits } from './intake/limits.js';
import { RecordedModule } from './recorded/recorded.module.js';
import { AlertsTotalsRefresher } from './refresher/refresher.js';
import { refresherModule } from './refresher/refresher.module.js';
import { ReplayModule } from './replay/replay.module.js';
import { ReplayLoop } from './replay/replay-loop.js';
import { Nightly, NightSettings } from './retention/nightly.js';
import { retentionModule } from './retention/retention.module.js';
import { StaleAlerts } from './stale/stale.js';
import { StaleModule } from './stale/stale.module.js';
import { Expiry } from './telling/expiry.js';
import { TellingModule } from './telling/telling.module.js';
import { UpstreamModule } from './upstream/upstream.module.js';
import { Upstreams } from './upstreams.js';
import { WebhookModule } from './webhook/webhook.module.js';

/** What collect stands on. Made by main.ts, or by a test. */
export type Resources = {
  readonly store: Store;
  readonly tree: OrganizationTree;
  readonly log: Log;
  readonly webhookTokens: readonly string[];
  /** Shared with the gateway. */
  readonly internalSecret: string;
  readonly trustedProxies: readonly string[];
  /** Who is polled, and what is done to alerts as they come. */
  readonly config: CurrentConfig;
  readonly refreshIntervalSeconds: number;
  /** 0, or absent: everything is kept. */
  readonly retentionMonths?: number;
  /** Opens the database with its replica, where there is one. */
  readonly beside?: (() => Promise<Store>) | undefined;
  readonly limits?: Limits;
  readonly publicUrl?: string;
};

@Module({
  imports: [
    IntakeModule,
    EventsModule,
    WebhookModule,
    TellingModule,
    RecordedModule,
    StaleModule,
    UpstreamModule,
    FolderModule,
    ReplayModule,
  ],
})
class CollectModule {
  static with(resources: Resources): DynamicModule {
    const { store, tree, log, config, retentionMonths = 0, limits = new Limits(), publicUrl = '' } = resources;
    const shared = [
      { provide: Store, useValue: store },
      { provide: OrganizationTree, useValue: tree },
      { provide: Log, useValue: log },
      { provide: Limits, useValue: limits },
      { provide: PublicAddress, useValue: new PublicAddress(publicUrl) },
      { provide: CurrentConfig, useValue: config },
    ];
    return {
      module: CollectModule,
      global: true,
      imports: [
        retentionModule(new NightSettings(retentionMonths, resources.beside)),
        refresherModule(new Upstreams(config), resources.refreshIntervalSeconds),
      ],
      providers: shared,
      exports: shared,
    };
  }
}

/** The whole app but its port and its loops: main starts them, tests do by hand what they would. */
export function createCollect(resources: Resources): Promise<NestFastifyApplication> {
  return createHttpApp(CollectModule.with(resources), {
    log: resources.log,
    trustedProxies: resources.trustedProxies,
    bodies: { json: '*', memory: MEMORY.collect, holdersOf: (request) => holdersOf(request, resources.trustedProxies) },
    dialectOf: collectDialect,
    meaning: (error) =>
      error instanceof TreeUnavailable ? new Refusal('tree-unavailable', { retryAfterSeconds: 1, cause: error }) : undefined,
    prepare: (server) => guardEdge(server, resources, new WebhookTokens(resources.store)),
    ready: async () => {
      await resources.store.query('SELECT 1');
      await resources.tree.current();
    },
  });
}

export function startLoops(app: NestFastifyApplication): void {
  app.get(FoldLoop).start();
  app.get(ReplayLoop).start();
  app.get(Nightly).start();
  app.get(AlertsTotalsRefresher).start();
  app.get(Expiry).start();
  app.get(StaleAlerts).start();
}
