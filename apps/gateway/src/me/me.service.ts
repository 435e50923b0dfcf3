import { Injectable } from '@nestjs/common';
import { instantText } from '#metrics';
import { currentBuild } from '#runtime';
import type { Caller } from '../http/identity/caller.js';
import { RateLimits } from '../http/rates/rate-limits.js';
import type { Me } from './me.dto.js';

/** Names of the optional parts that this gateway serves. */
export class Features {
  constructor(readonly names: readonly string[]) {}
}

@Injectable()
export class MeService {
  constructor(
    private readonly limits: RateLimits,
    private readonly features: Features,
  ) {}

  describe(caller: Caller): Me {
    const { subject, name, organization, scopes, roles, key, expiresAt } = caller;
    return {
      subject,
      name,
      organization: { id: organization.publicId, name: organization.name, role: organization.role, timezone: organization.timezone },
      scopes: [...scopes].sort(),
      roles: [...roles].sort(),
      permissions: key ? [...key.permissions].sort() : null,
      expires_at: expiresAt && instantText(expiresAt.getTime()),
      rate_limit: this.limits.limitOf(caller),
      version: currentBuild().version,
      features: [...this.features.names],
    };
  }
}
