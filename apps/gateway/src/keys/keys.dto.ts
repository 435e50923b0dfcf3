import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional } from 'class-validator';
import { Cidr, Identifier, Instant, Words } from '../http/parameters.js';

const MOST = 100;

export class ApiKeyInput {
  /** Whose alerts it shows; the caller's own organization unless given. */
  @IsOptional()
  @Identifier()
  organization_id?: string;
  @Words(200)
  name: string;
  /** The user it acts as; the caller unless given. */
  @IsOptional()
  @Words(200)
  user_id?: string;
  /** `read` for GET; the other methods need both. */
  @ArrayUnique()
  @IsIn(['read', 'write'], { each: true })
  @IsArray()
  permissions: ('read' | 'write')[];
  /** Not more than the caller has. */
  @ArrayMaxSize(MOST)
  @Words(100, { each: true })
  @IsArray()
  scopes: string[] = [];
  /** Not more than the caller has. */
  @ArrayMaxSize(MOST)
  @Words(100, { each: true })
  @IsArray()
  roles: string[] = [];
  /** Addresses and ranges it may be used from; empty: from everywhere. */
  @ArrayMaxSize(MOST)
  @Cidr({ each: true })
  @IsArray()
  cidrs: string[] = [];
  /** When it ends; never unless given. */
  @IsOptional()
  @Instant()
  expires_at?: number | null;
}

export class ApiKey {
  /** @example 'Zr4nX0pQ81Lk' */
  id: string;
  organization_id: string;
  name: string;
  user_id: string;
  permissions: ('read' | 'write')[];
  scopes: string[];
  roles: string[];
  cidrs: string[];
  expires_at: string | null;
  created_at: string;
  /** The user who made it. */
  created_by: string;
  /** Within some seconds; null: never. */
  last_used_at: string | null;
}

export class CreatedApiKey extends ApiKey {
  /** Shown this once: only a hash of it is stored. */
  key: string;
}

export class ApiKeys {
  api_keys: ApiKey[];
  /** With `limit` or `cursor`: where the next page begins; null at the end. */
  next_cursor?: string | null;
}

export class IpRestrictionInput {
  /** Addresses and ranges; empty: from everywhere. */
  @ArrayMaxSize(1_000)
  @Cidr({ each: true })
  @IsArray()
  cidrs: string[];
}

export class IpRestriction {
  cidrs: string[];
}

export class Success {
  /** Always true. */
  success: boolean;
}
