import { Module } from '@nestjs/common';
import { OwnTree } from '../http/own-tree.js';
import { IpRestrictionController } from './ip-restriction.controller.js';
import { IpRestrictionService } from './ip-restriction.service.js';
import { KeysController } from './keys.controller.js';
import { KeysService } from './keys.service.js';
import { RateLimitsController } from './rate-limits.controller.js';
import { RateLimitsService } from './rate-limits.service.js';

@Module({
  controllers: [KeysController, IpRestrictionController, RateLimitsController],
  providers: [KeysService, IpRestrictionService, RateLimitsService, OwnTree],
})
export class KeysModule {}
