import { Module } from '@nestjs/common';
import { Recorder } from './recorder.js';
import { WebhookController } from './webhook.controller.js';
import { WebhookService } from './webhook.service.js';

@Module({ controllers: [WebhookController], providers: [Recorder, WebhookService] })
export class WebhookModule {}
