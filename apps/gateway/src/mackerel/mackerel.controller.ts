import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { Scope } from '#scope';
import { type Caller, Calling, InScope } from '../http/identity/caller.js';
import { jsonList, type Wrap, Wrapping } from '../http/long-answers.js';
import { NeedsKey, Takes } from '../http/route.js';
import { Hosts, HostsQuery, LogsQuery, MackerelLogs, Monitors, OrganizationName } from './inventory.dto.js';
import { InventoryService } from './inventory.service.js';
import { CloseInput, MackerelAlert, MackerelAlerts, MackerelAlertsQuery, Memo, MemoInput } from './mackerel.dto.js';
import { MackerelService } from './mackerel.service.js';

/** For clients of Mackerel's API: pointing them here is all they do. */
@Controller('api/v0')
export class MackerelController {
  constructor(
    private readonly alerts: MackerelService,
    private readonly inventory: InventoryService,
  ) {}

  @Get('alerts')
  @NeedsKey()
  list(@Calling() caller: Caller, @InScope() scope: Scope, @Query() query: MackerelAlertsQuery): Promise<MackerelAlerts> {
    return this.alerts.list(caller, scope, query);
  }

  @Get('alerts/:id')
  @NeedsKey()
  find(@InScope() scope: Scope, @Param('id') id: string): Promise<MackerelAlert> {
    return this.alerts.find(scope, id);
  }

  /** Closing a closed alert is 200 and changes nothing. */
  @Post('alerts/:id/close')
  @Takes('thing')
  @NeedsKey()
  @HttpCode(200)
  close(@Calling() caller: Caller, @InScope() scope: Scope, @Param('id') id: string, @Body() body: CloseInput): Promise<MackerelAlert> {
    return this.alerts.close(caller, scope, id, body, new Date());
  }

  @Put('alerts/:id')
  @Takes('thing')
  @NeedsKey()
  memo(@InScope() scope: Scope, @Param('id') id: string, @Body() body: MemoInput): Promise<Memo> {
    return this.alerts.memo(scope, id, body, new Date());
  }

  @Get('alerts/:id/logs')
  @NeedsKey()
  logs(@InScope() scope: Scope, @Param('id') id: string, @Query() query: LogsQuery): Promise<MackerelLogs> {
    return this.inventory.logs(scope, id, query);
  }

  @Get('org')
  @NeedsKey()
  organization(@Calling() caller: Caller): OrganizationName {
    return this.inventory.organization(caller);
  }

  /** The client's older versions ask for `hosts.json`. */
  @Get(['hosts', 'hosts.json'])
  @NeedsKey()
  @ApiOkResponse({ type: Hosts })
  hosts(@InScope() scope: Scope, @Query() query: HostsQuery, @Wrapping() wrap: Wrap): Promise<object> {
    return jsonList(wrap, 'hosts', this.inventory.hosts(scope, query));
  }

  @Get('monitors')
  @NeedsKey()
  @ApiOkResponse({ type: Monitors })
  monitors(@InScope() scope: Scope, @Wrapping() wrap: Wrap): Promise<object> {
    return jsonList(wrap, 'monitors', this.inventory.monitors(scope));
  }
}
