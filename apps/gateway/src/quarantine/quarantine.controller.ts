import { Controller, Get, Post, Query } from '@nestjs/common';
import type { Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { InScope } from '../http/identity/caller.js';
import { type Wrap, Wrapping } from '../http/long-answers.js';
import { Needs, Takes } from '../http/route.js';
import { QuarantinePage, QuarantineQuery, Replay } from './quarantine.dto.js';
import { QuarantineService } from './quarantine.service.js';

@Controller('api/alerts/quarantine')
export class QuarantineController {
  constructor(private readonly quarantine: QuarantineService) {}

  /** What could not be placed or stored, of tenants whose organizations are all in scope; what no tenant is known of is the owner's. Kept for 30 days. */
  @Get()
  @Needs('read:systems')
  @Answers(QuarantinePage, 'quarantined alerts retrieved successfully')
  list(@InScope() scope: Scope, @Query() query: QuarantineQuery, @Wrapping() wrap: Wrap): Promise<object> {
    return this.quarantine.list(scope, query, wrap);
  }

  /** Records what was set aside in the last 24 hours and can be placed by now. Doing it again changes nothing. */
  @Post('replay')
  @Takes('thing')
  @Needs('role:ADMIN')
  @Answers(Replay, 'quarantine replayed successfully')
  replay(@InScope() scope: Scope): Promise<Replay> {
    return this.quarantine.replay(scope, new Date());
  }
}
