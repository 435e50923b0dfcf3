// The architecture as rules. `npm run check` fails on any of them; DESIGN's words for each stand in ARCHITECTURE.md.
const tests = '(\\.test\\.ts$|^test/|^bench/|^jest\\.config\\.ts$)';
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'apps-are-islands', severity: 'error', from: { path: '^apps/([^/]+)/' }, to: { path: '^apps/', pathNot: '^apps/$1/' } },
    {
      name: 'libs-look-down',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: tests },
      to: { path: '^(apps|tools|test|bench)/' },
    },
    {
      name: 'libs-by-the-front-door',
      severity: 'error',
      from: { path: '^(apps|libs|test|tools|bench)/([^/]+)' },
      to: { path: '^libs/([^/]+)/', pathNot: ['^libs/([^/]+)/\\1\\.ts$', '^$1/$2/'] },
    },
    {
      name: 'features-are-islands',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/([^/]+)/', pathNot: [tests, '^apps/console/'] },
      to: { path: '^apps/$1/src/[^/]+/', pathNot: ['^apps/$1/src/$2/', '^apps/$1/src/(http|intake|config)/'] },
    },
    {
      name: 'console-knows-the-api-alone',
      severity: 'error',
      from: { path: '^apps/console/' },
      to: { path: '^(apps|libs|packages|tools|test|bench)/', pathNot: '^(apps/console|libs/metrics|packages/client)/' },
    },
    {
      name: 'one-owner-per-driver',
      severity: 'error',
      from: { pathNot: [tests, '^libs/persistence/', '^tools/'] },
      to: { path: 'node_modules/(typeorm|pg|pg-copy-streams|pg-query-stream)/' },
    },
    {
      name: 'queue-owns-bullmq',
      severity: 'error',
      from: { pathNot: [tests, '^libs/queue/', '^apps/gateway/src/http/', '^libs/persistence/migrate/'] },
      to: { path: 'node_modules/(bullmq|ioredis|@nestjs/bullmq)/' },
    },
    { name: 'pure-stays-pure', severity: 'error', from: { path: '^libs/(scope|metrics)/', pathNot: tests }, to: { pathNot: '^libs/(scope|metrics)/' } },
    { name: 'tests-stay-out', severity: 'error', from: { pathNot: tests }, to: { path: tests } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs'] },
  },
};
