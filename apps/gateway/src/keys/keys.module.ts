import { Module } from '@nestjs/common';
import { IpRestrictionController } from './ip-restriction.controller.js';
import { IpRestrictionService } from './ip-restriction.service.js';
import { KeysController } from './keys.controller.js';
import { KeysService } from './keys.service.js';

@Module({ controllers: [KeysController, IpRestrictionController], providers: [KeysService, IpRestrictionService] })
export class KeysModule {}
