import { Module } from '@nestjs/common';
import { Quarantine } from './quarantine.js';
import { Recorder } from './recorder.js';
import { WebhookController } from './webhook.controller.js';
import { WebhookService } from './webhook.service.js';

@Module({ controllers: [WebhookController], providers: [Quarantine, Recorder, WebhookService] })
export class WebhookModule {}
