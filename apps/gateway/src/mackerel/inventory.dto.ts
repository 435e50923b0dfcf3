import { IsOptional, IsString } from 'class-validator';
import { Repeated, Whole, Words } from '../http/parameters.js';

export class LogsQuery {
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
