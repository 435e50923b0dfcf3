import { IsOptional, IsString } from 'class-validator';
import { Repeated, Whole, Words } from '../http/parameters.js';

/** A page of the lines of a log, or of checks. */
export class PageQuery {
  /** The last id of the page before; empty is the first page. */
  @IsOptional()
  @IsString()
  nextId?: string;
  @IsOptional()
  @Whole(1, 100)
  limit = 100;
}

export class HostsQuery {
  /** Exact name. */
  @IsOptional()
  @Words()
  name?: string;
  /** Every host is `working`. */
  @Repeated()
  status?: string[];
}

export class OrganizationName {
  name: string;
}

/** A system, instance or host that alerts have spoken of. */
export class Host {
  id: string;
  name: string;
  status: 'working';
  memo: string;
  roles: Record<string, string[]>;
  isRetired: boolean;
  /** Epoch seconds of its first alert. */
  createdAt: number;
  meta: Record<string, unknown>;
  interfaces: string[];
}

export class Hosts {
  hosts: Host[];
}

/** An alert name of a tenant. Which keys follow depends on the type, as on Mackerel. */
export class Monitor {
  id: string;
  type: 'connectivity' | 'host' | 'service' | 'external' | 'expression' | 'anomalyDetection';
  name: string;
  memo: string;
  scopes?: string[];
  metric?: string;
  operator?: string;
  duration?: number;
  service?: string;
  method?: string;
  url?: string;
  expression?: string;
}

export class Monitors {
  monitors: Monitor[];
}

export class MackerelLog {
  id: string;
  /** Epoch seconds. */
  createdAt: number;
  status: 'OK' | 'CRITICAL' | 'WARNING' | 'UNKNOWN';
  trigger: 'monitoring' | 'manual';
  monitorId: string;
}

export class MackerelLogs {
  logs: MackerelLog[];
  /** Only when more exist. */
  nextId?: string;
}

export class HostFound {
  host: Host;
}

export class MonitorFound {
  monitor: Monitor;
}

/** A monitor of type `check`, which `monitors` does not list. */
export class Check {
  id: string;
  name: string;
}

export class Checks {
  checks: Check[];
  /** Only when more exist. */
  nextId?: string;
}

export class CheckFound {
  check: Check;
}

/** What does not exist here, for clients that list it. */
export class NoServices {
  services: object[];
}

export class NoUsers {
  users: object[];
}

export class NoChannels {
  channels: object[];
}

export class NoDowntimes {
  downtimes: object[];
}
