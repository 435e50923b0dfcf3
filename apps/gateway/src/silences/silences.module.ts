import { Module } from '@nestjs/common';
import { SilencesController } from './silences.controller.js';
import { SilencesService } from './silences.service.js';
import { Upstream } from './upstream.js';

@Module({ controllers: [SilencesController], providers: [SilencesService, Upstream] })
export class SilencesModule {}
