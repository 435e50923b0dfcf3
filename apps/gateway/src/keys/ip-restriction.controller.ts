import { Body, Controller, Get, HttpCode, Ip, Post } from '@nestjs/common';
import { type Caller, Calling } from '../http/identity/caller.js';
import { NeedsKey, Takes } from '../http/route.js';
import { IpRestrictionService } from './ip-restriction.service.js';
import { IpRestriction, IpRestrictionInput, Success } from './keys.dto.js';

@Controller('api/v0/settings/ip-restriction/api')
export class IpRestrictionController {
  constructor(private readonly restrictions: IpRestrictionService) {}

  /** From where the organization's API keys may be used. */
  @Get()
  @NeedsKey()
  read(@Calling() caller: Caller): Promise<IpRestriction> {
    return this.restrictions.read(caller);
  }

  /** A list that shuts out its own caller is refused. */
  @Post()
  @Takes('thing')
  @NeedsKey()
  @HttpCode(200)
  replace(@Calling() caller: Caller, @Ip() address: string, @Body() body: IpRestrictionInput): Promise<Success> {
    return this.restrictions.replace(caller, address, body);
  }
}
