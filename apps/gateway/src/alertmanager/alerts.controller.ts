import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { Scope } from '#scope';
import { InScope } from '../http/identity/caller.js';
import { jsonArray } from '../http/long-answers.js';
import { Needs } from '../http/route.js';
import { AlertGroup, AlertmanagerStatus, AlertsQuery, GettableAlert, ReceiverName } from './alerts.dto.js';
import { AlertsOfAll } from './alerts.service.js';
import { statusOf } from './status.js';

/** For clients of Alertmanager's API v2: one Alertmanager over all tenants in scope. */
@Controller('api/v2')
export class AlertmanagerController {
  constructor(private readonly all: AlertsOfAll) {}

  /** The open alerts in scope, by fingerprint. The whole list, however long. */
  @Get('alerts')
  @Needs('read:systems')
  @ApiOkResponse({ type: [GettableAlert] })
  alerts(@InScope() scope: Scope, @Query() query: AlertsQuery): Promise<GettableAlert[] | StreamableFile> {
    return jsonArray(this.all.alerts(scope, query, new Date()));
  }

  /** The same by organization, name and receiver. */
  @Get('alerts/groups')
  @Needs('read:systems')
  @ApiOkResponse({ type: [AlertGroup] })
  groups(@InScope() scope: Scope, @Query() query: AlertsQuery): Promise<AlertGroup[] | StreamableFile> {
    return jsonArray(this.all.groups(scope, query, new Date()));
  }

  /** Who receives the open alerts in scope. */
  @Get('receivers')
  @Needs('read:systems')
  @ApiOkResponse({ type: [ReceiverName] })
  receivers(@InScope() scope: Scope): Promise<ReceiverName[]> {
    return this.all.receivers(scope);
  }

  /** What clients ask first: that this is an Alertmanager, and which one. */
  @Get('status')
  @Needs('read:systems')
  status(): AlertmanagerStatus {
    return statusOf(new Date(), process.uptime());
  }
}
