import { Module } from '@nestjs/common';
import { RecordedController } from './recorded.controller.js';
import { RecordedService } from './recorded.service.js';

/** What the event recorder of an Alertmanager tells. */
@Module({ controllers: [RecordedController], providers: [RecordedService] })
export class RecordedModule {}
