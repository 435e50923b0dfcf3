import { IsIn, IsOptional, IsString } from 'class-validator';
import { Whole } from '../http/parameters.js';

export class MackerelAlertsQuery {
  /** `true` or `1`: closed alerts as well. */
  @IsOptional()
  @IsIn(['', 'true', '1', 'false', '0'])
  withClosed?: string;
  /** The last id of the page before; empty is the first page. */
  @IsOptional()
  @IsString()
  nextId?: string;
  @IsOptional()
  @Whole(1, 100)
  limit = 100;
}

export class CloseInput {
  /** May be empty. */
  @IsString()
  reason: string;
}

export class MemoInput {
  /** Up to 80 KB. */
  @IsString()
  memo: string;
}

/** Keys that do not apply to the alert are absent, never null. */
export class MackerelAlert {
  /** @example '2wpLU5fBXbG' */
  id: string;
  status: 'OK' | 'CRITICAL' | 'WARNING' | 'UNKNOWN';
  /** Stable per tenant and alert name. */
  monitorId: string;
  type: 'connectivity' | 'host' | 'service' | 'external' | 'check' | 'expression' | 'anomalyDetection';
  /** Only of connectivity, host, check and anomalyDetection. */
  hostId?: string;
  /** Only of host, service and external. */
  value?: number;
  /** Only of check and external. */
  message?: string;
  /** Only of an alert that was closed with one. */
  reason?: string;
  /** Epoch seconds. */
  openedAt: number;
  /** Epoch seconds. */
  closedAt?: number;
}

export class MackerelAlerts {
  alerts: MackerelAlert[];
  /** Only when more exist. */
  nextId?: string;
}

export class Memo {
  id: string;
  memo: string;
}
