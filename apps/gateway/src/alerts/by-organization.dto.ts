import { IsIn, IsOptional } from 'class-validator';
import { EmptyIsAbsent } from '../http/lists.js';
import { Whole, Words } from '../http/parameters.js';
import { Paged } from './open-alerts.dto.js';

export const TOTALS_SORTS = ['active', 'critical', 'name'] as const;

export class TotalsByOrganizationQuery {
  /** Whose children; the caller's own organization unless given. */
  @EmptyIsAbsent()
  @Words(256)
  parent_id?: string;
  /** `active` and `critical` descend, `name` ascends; ties by name, then id. */
  @IsOptional()
  @IsIn(TOTALS_SORTS)
  sort_by: (typeof TOTALS_SORTS)[number] = 'active';
  @IsOptional()
  @Whole(1, 1_000_000_000)
  page = 1;
  @IsOptional()
  @Whole(1, 100)
  page_size = 50;
}

/** Active counters of an organization with everything below it. */
export class OrganizationTotals {
  organization_id: string;
  name: string;
  role: 'owner' | 'distributor' | 'reseller' | 'customer';
  active: number;
  critical: number;
  warning: number;
  info: number;
  muted: number;
}

export class TotalsByOrganization {
  organizations: OrganizationTotals[];
  pagination: Paged;
}
