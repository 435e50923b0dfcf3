/** What the tenants' Alertmanagers show: `minute` renews the instants of every alert, `generation` replaces the first alert of the changing tenants. */
export type Moment = { readonly minute: number; readonly generation: number };

export const ALERTS = 20;
const BEGUN = Date.UTC(2026, 4, 12, 10);
const SEVERITIES = ['critical', 'warning', 'warning', 'info'];

export const instantOf = (minute: number): Date => new Date(BEGUN + minute * 60_000);
/** One tenant of a hundred. */
export const isChanging = (tenant: string): boolean => /^c.*00$/.test(tenant);

export const fingerprintsOf = (tenant: string, { generation }: Moment): string[] =>
  Array.from({ length: ALERTS }, (_, i) => `${tenant}-${i === 0 && isChanging(tenant) ? `g${generation}` : i}`);

/** Fields and their order are Alertmanager's. */
const alertOf = (tenant: string, fingerprint: string, i: number, minute: number): object => ({
  annotations: {
    description: `The filesystem /var/lib/data-${i} of host web-${i}.example.com is filling up and will be full within the next four hours.`,
    runbook_url: `https://runbooks.example.com/storage/disk-full?volume=data-${i}`,
    summary: `disk ${i} is almost full`,
  },
  endsAt: instantOf(minute + 4).toISOString(),
  fingerprint,
  receivers: [{ name: 'ledger' }],
  startsAt: instantOf(-60 - i).toISOString(),
  status:
    i % 10 === 9
      ? { inhibitedBy: [], silencedBy: [`silence-${i}`], state: 'suppressed' }
      : { inhibitedBy: [], silencedBy: [], state: 'active' },
  updatedAt: instantOf(minute).toISOString(),
  generatorURL: `http://prometheus.example.com:9090/graph?g0.expr=node_filesystem_avail_bytes%7Bdevice%3D%22data-${i}%22%7D+%3C+0.1&g0.tab=1`,
  labels: {
    alertname: `DiskFull${i % 7}`,
    device: `data-${i}`,
    instance: `web-${i}.example.com:9100`,
    job: 'node',
    organization_id: tenant,
    severity: SEVERITIES[i % SEVERITIES.length],
    system_key: `SYS-${tenant}-${i}`,
  },
});

export const answerOf = (tenant: string, moment: Moment): string =>
  JSON.stringify(fingerprintsOf(tenant, moment).map((fingerprint, i) => alertOf(tenant, fingerprint, i, moment.minute)));
