import { type DynamicModule, Module } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Columns } from '#columns';
import { internalSecret, KeyRing, Listener, OrganizationTree, Store } from '#persistence';
import { createHttpApp, holdersAt, Log, MEMORY } from '#runtime';
import { AdministrationModule } from './administration/administration.module.js';
import { AlertmanagerModule } from './alertmanager/alertmanager.module.js';
import { AlertsModule } from './alerts/alerts.module.js';
import { CounterSource } from './alerts/totals.service.js';
import { addAssistants } from './assistants/mcp.js';
import { BackfillsModule } from './backfills/backfills.module.js';
import { proxyToCollect } from './collect/collect-proxy.js';
import { addConsole, type ConsoleSettings } from './console/console.js';
import { Docs } from './docs/docs.js';
import { type ExportResources, exportsModule } from './exports/exports.module.js';
import { FreshnessModule } from './freshness/freshness.module.js';
import { PollInterval } from './freshness/freshness.service.js';
import { historyExport } from './history/history.export.js';
import { HistoryModule } from './history/history.module.js';
import { Alertmanager } from './http/alertmanager.js';
import { compressAnswers } from './http/browsers/compression.js';
import { allowOrigins } from './http/browsers/cors.js';
import { dialectOf, routeUrl } from './http/dialects.js';
import { type Gate, guardEdge } from './http/edge.js';
import { EventTally } from './http/event-tally.js';
import type { Exportable } from './http/exportable.js';
import { HeavyReads } from './http/heavy/heavy-reads.js';
import { ApiKeys } from './http/identity/api-keys.js';
import { Callers } from './http/identity/callers.js';
import { RefusedTokens } from './http/identity/refused-tokens.js';
import type { Tokens } from './http/identity/tokens.js';
import { meaningOf } from './http/meaning.js';
import { Parameters } from './http/parameters.js';
import { RateLimiter, type SharedRates } from './http/rates/rate-limiter.js';
import { RateLimits, type RateRules } from './http/rates/rate-limits.js';
import { acceptForms, acceptStreams } from './http/streams.js';
import { Zones } from './http/zones.js';
import { ImportModule } from './import/import.module.js';
import { ImportLimits } from './import/import.service.js';
import { KeysModule } from './keys/keys.module.js';
import { systemEventsExport } from './logs/logs.export.js';
import { LogsModule } from './logs/logs.module.js';
import { MackerelModule } from './mackerel/mackerel.module.js';
import { MeModule } from './me/me.module.js';
import { Features } from './me/me.service.js';
import { QuarantineModule } from './quarantine/quarantine.module.js';
import { reportExports } from './reports/reports.export.js';
import { ReportsModule } from './reports/reports.module.js';
import { SilencesModule } from './silences/silences.module.js';
import { SourcesModule } from './sources/sources.module.js';
import { StreamLimits } from './stream/limits.js';
import { StreamModule } from './stream/stream.module.js';
import { CallCounter } from './usage/call-counter.js';
import { apiKeysUsageExport, usageSummaryExport } from './usage/usage.export.js';
import { UsageModule } from './usage/usage.module.js';
import { WebhookTokensModule } from './webhook-tokens/webhook-tokens.module.js';

/** What the gateway stands on. Made by main.ts, or by a test. */
export type Resources = {
  readonly store: Store;
  /** Where questions are asked that no kept number answers. */
  readonly columns: Columns;
  readonly tree: OrganizationTree;
  readonly keyRing: KeyRing;
  readonly listener: Listener;
  readonly tokens: Tokens;
  /** What must have come about once before it takes part: the first key set. */
  readonly begun?: () => Promise<void>;
  readonly rates: RateRules & { readonly shared?: SharedRates };
  /** 4 and 2,000 unless given. */
  readonly streams?: { readonly perToken: number; readonly perGateway: number };
  readonly zones: Zones;
  readonly log: Log;
  readonly collectUrl: string;
  /** Whose pages may call. */
  readonly corsOrigins?: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly exports: ExportResources;
  /** 0, or absent: everything is kept. */
  readonly retentionMonths?: number;
  /** What collect polls; Alertmanager unless said otherwise. */
  readonly counterSource?: 'Alertmanager' | 'Prometheus';
  /** Between two polls of a tenant; 60 unless said otherwise. */
  readonly pollSeconds?: number;
  /** Absent: no page for people. */
  readonly console?: ConsoleSettings | undefined;
  /** Closes what the gateway stands on: the last thing it does. */
  readonly release?: () => Promise<void>;
};

/** A report type of the worker's with the same name writes each of them. */
const exportables: readonly Exportable[] = [historyExport, ...reportExports, systemEventsExport, usageSummaryExport, apiKeysUsageExport];

@Module({
  imports: [
    AdministrationModule,
    AlertmanagerModule,
    AlertsModule,
    BackfillsModule,
    FreshnessModule,
    HistoryModule,
    ImportModule,
    KeysModule,
    LogsModule,
    MackerelModule,
    MeModule,
    QuarantineModule,
    WebhookTokensModule,
    ReportsModule,
    SilencesModule,
    SourcesModule,
    StreamModule,
    UsageModule,
  ],
})
class GatewayModule {
  static with(
    {
      store,
      columns,
      tree,
      keyRing,
      listener,
      streams,
      zones,
      log,
      collectUrl,
      exports,
      retentionMonths = 0,
      counterSource = 'Alertmanager',
      pollSeconds = 60,
      console: page,
    }: Resources,
    { callers, limits, counter }: Gate & { readonly counter: CallCounter },
  ): DynamicModule {
    const shared = [
      { provide: Store, useValue: store },
      { provide: Columns, useValue: columns },
      { provide: OrganizationTree, useValue: tree },
      { provide: KeyRing, useValue: keyRing },
      { provide: Listener, useValue: listener },
      { provide: StreamLimits, useValue: new StreamLimits(streams?.perToken, streams?.perGateway) },
      { provide: RateLimits, useValue: limits },
      { provide: Alertmanager, useValue: new Alertmanager(store, collectUrl) },
      { provide: Zones, useValue: zones },
      { provide: Log, useValue: log },
      { provide: CallCounter, useValue: counter },
      { provide: CounterSource, useValue: new CounterSource(counterSource) },
      { provide: PollInterval, useValue: new PollInterval(pollSeconds) },
      { provide: ImportLimits, useValue: new ImportLimits(retentionMonths) },
      { provide: Callers, useValue: callers },
      { provide: Features, useValue: new Features(page ? ['console'] : []) },
    ];
    const imports = [exportsModule(exports, exportables)];
    return {
      module: GatewayModule,
      global: true,
      imports,
      providers: [...shared, HeavyReads, { provide: APP_PIPE, useClass: Parameters }],
      exports: [...shared, HeavyReads],
    };
  }
}

/** The whole app but its port: main listens on it, tests talk to it. */
export async function createGateway(resources: Resources): Promise<NestFastifyApplication> {
  const docs = new Docs();
  const { log, store, keyRing, rates } = resources;
  const tally = new EventTally(store, log).open();
  const callers = new Callers(resources.tree, resources.tokens, new ApiKeys(keyRing, tally), new RefusedTokens(log));
  const limits = new RateLimits(new RateLimiter(rates.shared, log), rates, keyRing, tally);
  const counter = new CallCounter(store, log);
  const gate = { callers, limits, tally, counter };
  const app = await createHttpApp(GatewayModule.with(resources, gate), {
    log,
    trustedProxies: resources.trustedProxies,
    bodies: {
      json: 'application/json',
      memory: MEMORY.gateway,
      holdersOf: ({ ip, caller }) => [...holdersAt(ip, resources.trustedProxies), ...(caller ? [caller.credential] : [])],
    },
    first: (server) => allowOrigins(server, resources.corsOrigins ?? []),
    rewriteUrl: routeUrl,
    dialectOf,
    meaning: meaningOf,
    prepare: (server) => {
      // Fastify runs the hooks of a closing server in reverse: what is added first ends last.
      server.addHook('onClose', async () => resources.release?.());
      counter.watch(server);
      compressAnswers(server);
      guardEdge(server, gate);
      server.addHook('onClose', () => tally.close());
      acceptStreams(server);
      acceptForms(server);
      docs.addRoutes(server);
      addAssistants(server, () => docs.document(), [new URL(resources.exports.publicUrl).origin, ...(resources.corsOrigins ?? [])]);
      proxyToCollect(server, resources.collectUrl, () => internalSecret(store), gate);
      if (resources.console) addConsole(server, resources.console);
    },
    ...(resources.begun && { begun: resources.begun }),
    ready: async () => {
      await store.query('SELECT 1');
      await resources.tree.current();
    },
  });
  docs.describe(app);
  return app;
}
