import { Module } from '@nestjs/common';
import { Expiry } from './expiry.js';
import { TellingController } from './telling.controller.js';
import { TellingService } from './telling.service.js';
import { Tellings } from './tellings.js';

@Module({ controllers: [TellingController], providers: [Expiry, Tellings, TellingService] })
export class TellingModule {}
