import { Body, Controller, Post } from '@nestjs/common';
import { Answers } from '../http/answers.js';
import { type Caller, Calling } from '../http/identity/caller.js';
import { Needs, Takes } from '../http/route.js';
import { ActionInput, ActionResults } from './actions.dto.js';
import { ActionsService } from './actions.service.js';

@Controller('api/alerts/actions')
export class ActionsController {
  constructor(private readonly actions: ActionsService) {}

  /** Does one thing to many open alerts, and says of each what it came to. With an organization outside the own tree nothing is done. */
  @Post()
  @Takes('things')
  @Needs('manage:systems')
  @Answers(ActionResults, 'actions carried out')
  act(@Calling() caller: Caller, @Body() body: ActionInput): Promise<ActionResults> {
    return this.actions.act(caller, body, new Date());
  }
}
