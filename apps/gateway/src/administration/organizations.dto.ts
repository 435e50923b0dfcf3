import { IsBoolean, IsIn, IsOptional, ValidateIf } from 'class-validator';
import { type Role, roles } from '#scope';
import { Batch, Identifier, Words } from '../http/parameters.js';

export class OrganizationInput {
  /** Chosen by the caller; never changes. */
  @Identifier()
  id: string;
  @Words(200)
  name: string;
  @IsIn(roles)
  role: Role;
  /** Null for the owner only. A parent may come later in the same batch. */
  @ValidateIf((input: OrganizationInput) => input.parent_id !== null && input.role !== 'owner')
  @Identifier()
  parent_id: string | null = null;
  /** The tenant that holds its alerts; its own id unless given. */
  @IsOptional()
  @Identifier()
  tenant_id?: string;
  /** IANA name; UTC unless given. */
  @IsOptional()
  @Words(64)
  timezone?: string;
  /** Brings back one of this id that was deleted, without its keys; without it that is a 409. */
  @IsOptional()
  @IsBoolean()
  restore?: boolean;
}

export class OrganizationsInput {
  @Batch(() => OrganizationInput, 100_000)
  organizations: OrganizationInput[];
}

export class Organization {
  id: string;
  name: string;
  role: 'owner' | 'distributor' | 'reseller' | 'customer';
  parent_id: string | null;
  tenant_id: string;
  timezone: string;
}

export class Organizations {
  organizations: Organization[];
  /** With `limit` or `cursor`: where the next page begins; null at the end. */
  next_cursor?: string | null;
}
