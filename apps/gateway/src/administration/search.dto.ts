import { IsOptional } from 'class-validator';
import { type Role, roles } from '#scope';
import { EmptyIsAbsent } from '../http/lists.js';
import { OneOf, Repeated, Whole, Words } from '../http/parameters.js';

/** Which organizations: AND across. */
export class OrganizationSearch {
  /** A part of the id or the name, in any case. */
  @EmptyIsAbsent()
  @Words(256)
  q?: string;
  /** Only those directly below this one. */
  @EmptyIsAbsent()
  @Words(256)
  parent_id?: string;
  /** Only these, up to 200. */
  @Repeated()
  id?: string[];
  @EmptyIsAbsent()
  @OneOf(...roles)
  role?: Role;
  @IsOptional()
  @Whole(1, 50)
  limit = 20;
  /** `next_cursor` of the page before. */
  @EmptyIsAbsent()
  @Words()
  cursor?: string;
}

export class FoundOrganization {
  id: string;
  name: string;
  role: 'owner' | 'distributor' | 'reseller' | 'customer';
  /** Names from the top of what the caller sees down to this one. */
  path: string[];
  /** How many stand directly below. */
  children: number;
}

export class FoundOrganizations {
  /** By name, ties by id. */
  organizations: FoundOrganization[];
  next_cursor: string | null;
}
