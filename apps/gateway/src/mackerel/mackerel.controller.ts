import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { Scope } from '#scope';
import { type Caller, Calling, InScope } from '../http/identity/caller.js';
import { jsonList, type Wrap, Wrapping } from '../http/long-answers.js';
import { NeedsKey, Takes } from '../http/route.js';
import {
  CheckFound,
  Checks,
  HostFound,
  Hosts,
  HostsQuery,
  MackerelLogs,
  MonitorFound,
  Monitors,
  NoChannels,
  NoDowntimes,
  NoServices,
  NoUsers,
  OrganizationName,
  PageQuery,
} from './inventory.dto.js';
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
  logs(@InScope() scope: Scope, @Param('id') id: string, @Query() query: PageQuery): Promise<MackerelLogs> {
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

  @Get('hosts/:id')
  @NeedsKey()
  host(@InScope() scope: Scope, @Param('id') id: string): Promise<HostFound> {
    return this.inventory.host(scope, id);
  }

  @Get('monitors/:id')
  @NeedsKey()
  monitor(@InScope() scope: Scope, @Param('id') id: string): Promise<MonitorFound> {
    return this.inventory.monitor(scope, id);
  }

  @Get('monitoring/checks')
  @NeedsKey()
  checks(@InScope() scope: Scope, @Query() query: PageQuery): Promise<Checks> {
    return this.inventory.checks(scope, query);
  }

  @Get('monitoring/checks/:id')
  @NeedsKey()
  check(@InScope() scope: Scope, @Param('id') id: string): Promise<CheckFound> {
    return this.inventory.check(scope, id);
  }

  @Get('services')
  @NeedsKey()
  services(): NoServices {
    return { services: [] };
  }

  /** People are the identity provider's. */
  @Get('users')
  @NeedsKey()
  users(): NoUsers {
    return { users: [] };
  }

  @Get('channels')
  @NeedsKey()
  channels(): NoChannels {
    return { channels: [] };
  }

  /** Silences are Alertmanager's. */
  @Get('downtimes')
  @NeedsKey()
  downtimes(): NoDowntimes {
    return { downtimes: [] };
  }
}
