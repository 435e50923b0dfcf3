import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import type { Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { type Caller, Calling, InScope } from '../http/identity/caller.js';
import { type Wrap, Wrapping } from '../http/long-answers.js';
import { PageQuery } from '../http/paged.js';
import { Needs, Secret, Takes } from '../http/route.js';
import { CreatedWebhookToken, WebhookToken, WebhookTokenInput, WebhookTokenList } from './webhook-tokens.dto.js';
import { WebhookTokensService } from './webhook-tokens.service.js';

@Controller('api/webhook-tokens')
export class WebhookTokensController {
  constructor(private readonly tokens: WebhookTokensService) {}

  /** A secret with which an Alertmanager sends the alerts of one tenant. It is in this answer and in no other. */
  @Post()
  @Secret()
  @Takes('thing')
  @Needs('role:ADMIN')
  @Answers(CreatedWebhookToken, 'webhook token created successfully', 201)
  create(@Calling() caller: Caller, @Body() { tenant }: WebhookTokenInput): Promise<CreatedWebhookToken> {
    return this.tokens.create(caller, tenant);
  }

  /** Those of tenants whose organizations are all in scope. */
  @Get()
  @Needs('role:ADMIN')
  @Answers(WebhookTokenList, 'webhook tokens retrieved successfully')
  list(@InScope() scope: Scope, @Query() query: PageQuery, @Wrapping() wrap: Wrap): Promise<object> {
    return this.tokens.list(scope, query, wrap);
  }

  /** It is refused within ten seconds. */
  @Delete(':id')
  @Takes('thing')
  @Needs('role:ADMIN')
  @Answers(WebhookToken, 'webhook token revoked successfully')
  revoke(@Calling() caller: Caller, @Param('id') id: string): Promise<WebhookToken> {
    return this.tokens.revoke(caller, id);
  }
}
