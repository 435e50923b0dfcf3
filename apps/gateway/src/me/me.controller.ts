import { Controller, Get } from '@nestjs/common';
import { Answers } from '../http/answers.js';
import { type Caller, Calling } from '../http/identity/caller.js';
import { NeedsAnyone } from '../http/route.js';
import { Me } from './me.dto.js';
import { MeService } from './me.service.js';

@Controller('api/me')
export class MeController {
  constructor(private readonly callers: MeService) {}

  @Get()
  @NeedsAnyone()
  @Answers(Me, 'caller retrieved successfully')
  me(@Calling() caller: Caller): Me {
    return this.callers.describe(caller);
  }
}
