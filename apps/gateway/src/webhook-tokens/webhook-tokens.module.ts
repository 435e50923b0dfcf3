import { Module } from '@nestjs/common';
import { WebhookTokensController } from './webhook-tokens.controller.js';
import { WebhookTokensService } from './webhook-tokens.service.js';

@Module({ controllers: [WebhookTokensController], providers: [WebhookTokensService] })
export class WebhookTokensModule {}
