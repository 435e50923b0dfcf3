import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import type { Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { type Caller, Calling, InScope } from '../http/identity/caller.js';
import { type Wrap, Wrapping } from '../http/long-answers.js';
import { SearchQuery } from '../http/paged.js';
import { Needs, Secret, Takes } from '../http/route.js';
import { ApiKey, ApiKeyInput, ApiKeys, CreatedApiKey } from './keys.dto.js';
import { KeysService } from './keys.service.js';

@Controller('api/api-keys')
export class KeysController {
  constructor(private readonly keys: KeysService) {}

  /** The key itself is in this answer and in no other. */
  @Post()
  @Secret()
  @Takes('thing')
  @Needs('role:ADMIN')
  @Answers(CreatedApiKey, 'api key created successfully', 201)
  create(@Calling() caller: Caller, @Body() body: ApiKeyInput): Promise<CreatedApiKey> {
    return this.keys.create(caller, body, new Date());
  }

  @Get()
  @Needs('role:ADMIN')
  @Answers(ApiKeys, 'api keys retrieved successfully')
  list(@InScope() scope: Scope, @Query() query: SearchQuery, @Wrapping() wrap: Wrap): Promise<object> {
    return this.keys.list(scope, query, wrap);
  }

  @Delete(':id')
  @Takes('thing')
  @Needs('role:ADMIN')
  @Answers(ApiKey, 'api key revoked successfully')
  revoke(@Calling() caller: Caller, @Param('id') id: string): Promise<ApiKey> {
    return this.keys.revoke(caller, id);
  }
}
