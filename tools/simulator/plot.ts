import { createHash } from 'node:crypto';
import { chance } from '../demo/chance.js';
import type { Fleet } from '../demo/fleet.js';
import { allLines, current, type FaultLine } from '../demo/story.js';
import { fingerprint } from './fingerprint.js';
import { type Silence, Silences } from './silences.js';
import { Tenant } from './tenant.js';

const STILL_FIRING_MS = 240_000;
const RENEW_MS = 60_000;
const SILENCED_SHARE = 0.3;
const FAR = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2099-01-01T00:00:00Z') };

/** Plays the demo's story into the tenants. */
export class Plot {
  readonly tenants: ReadonlyMap<string, Tenant>;
  private readonly lines: readonly (FaultLine & { readonly fingerprint: string })[];
  /** Start of the occurrence that was last begun or ended, so that one that a client ends stays ended. */
  private readonly played = new Map<string, number>();

  constructor(fleet: Fleet) {
    this.lines = allLines(fleet).map((line) => ({ ...line, fingerprint: fingerprint(line.labels) }));
    const ids = new Set(fleet.organizations.map((one) => one.tenantId));
    this.tenants = new Map([...ids].map((id) => [id, new Tenant(id, new Silences(this.lines.flatMap((line) => seededSilence(line, id))))]));
  }

  play(now: Date): void {
    for (const line of this.lines) {
      const tenant = this.tenants.get(line.system.organization.tenantId);
      if (tenant) this.step(line, tenant, now);
    }
  }

  private step(line: FaultLine & { fingerprint: string }, tenant: Tenant, now: Date): void {
    const wanted = current(line, now);
    const known = tenant.get(line.fingerprint);
    const runs = known !== undefined && known.endsAt > now;
    const put = (startsAt: Date, endsAt: Date): void =>
      tenant.post(
        {
          labels: line.labels,
          annotations: line.annotations,
          generatorURL: `http://prometheus.example/graph?g0.expr=${line.kind.alertname}`,
          startsAt,
          endsAt,
        },
        now,
      );
    if (wanted && this.played.get(line.name) !== wanted.startsAt.getTime()) {
      this.played.set(line.name, wanted.startsAt.getTime());
      put(wanted.startsAt, new Date(now.getTime() + STILL_FIRING_MS));
    } else if (wanted && runs && now.getTime() - known.updatedAt.getTime() >= RENEW_MS) {
      put(wanted.startsAt, new Date(now.getTime() + STILL_FIRING_MS));
    } else if (!wanted && runs && this.played.get(line.name) === known.startsAt.getTime()) {
      put(known.startsAt, now);
    }
  }
}

/** Some machines are known to wait for their restart, and nobody wants to hear of it. */
function seededSilence(line: FaultLine, tenantId: string): Silence[] {
  const wanted = line.kind.alertname === 'UpdatesPending' && chance(`silence of ${line.name}`)[0] < SILENCED_SHARE;
  if (!wanted || line.system.organization.tenantId !== tenantId) return [];
  const matcher = (name: string, value: string) => ({ name, value, isRegex: false, isEqual: true });
  return [
    {
      id: uuidOf(line.name),
      matchers: [matcher('alertname', line.kind.alertname), matcher('system_key', line.system.key)],
      startsAt: FAR.from,
      endsAt: FAR.to,
      updatedAt: FAR.from,
      createdBy: 'maintenance calendar',
      comment: 'restarts with the next maintenance window',
    },
  ];
}

const uuidOf = (name: string): string =>
  createHash('sha1')
    .update(name)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
