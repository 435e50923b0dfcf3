import { IsOptional } from 'class-validator';
import { EmptyIsAbsent } from '../http/lists.js';
import { Flag, Repeated, Words } from '../http/parameters.js';

/** Which open alerts, in the words of Alertmanager's API v2. */
export class AlertsQuery {
  /** Matchers, all of which must hold: `severity="critical"`, `pod=~"api-.*"`. */
  @Repeated()
  filter?: string[];
  /** `false` leaves out those that neither a silence nor an inhibition holds. */
  @IsOptional()
  @Flag()
  active = true;
  @IsOptional()
  @Flag()
  silenced = true;
  @IsOptional()
  @Flag()
  inhibited = true;
  @IsOptional()
  @Flag()
  unprocessed = true;
  /** Only those that go to a receiver whose whole name matches this regular expression. */
  @EmptyIsAbsent()
  @Words(256)
  receiver?: string;
}

export class ReceiverName {
  name: string;
}

export class GettableStatus {
  state: 'active' | 'suppressed' | 'unprocessed';
  silencedBy: string[];
  inhibitedBy: string[];
  mutedBy: string[];
}

/** An open alert. */
export class GettableAlert {
  annotations: Record<string, string>;
  /** Lies ahead: until then an Alertmanager takes the alert to be firing. */
  endsAt: string;
  fingerprint: string;
  receivers: ReceiverName[];
  startsAt: string;
  status: GettableStatus;
  updatedAt: string;
  generatorURL: string;
  /** Always with `organization_id`. */
  labels: Record<string, string>;
}

/** The alerts of one name, organization and receiver. */
export class AlertGroup {
  alerts: GettableAlert[];
  labels: Record<string, string>;
  /** Its name is empty where nobody told who receives the alerts. */
  receiver: ReceiverName;
}

export class ClusterStatus {
  name: string;
  status: 'ready' | 'settling' | 'disabled';
  peers: string[];
}

export class VersionInfo {
  branch: string;
  buildDate: string;
  buildUser: string;
  goVersion: string;
  revision: string;
  /** That of the Alertmanager whose answers these are like. */
  version: string;
}

export class AlertmanagerConfig {
  /** Empty: there are as many configurations as tenants. */
  original: string;
}

export class AlertmanagerStatus {
  cluster: ClusterStatus;
  config: AlertmanagerConfig;
  /** Since when this process runs. */
  uptime: string;
  versionInfo: VersionInfo;
}
