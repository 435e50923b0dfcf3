import { Module } from '@nestjs/common';
import { Upstream } from '../http/silence-upstream.js';
import { AlertmanagerController } from './alerts.controller.js';
import { AlertsOfAll } from './alerts.service.js';
import { TenantSilencesController } from './silences.controller.js';
import { SilencesOfAll } from './silences.service.js';

/** Alertmanager's API v2 over all tenants of a caller. */
@Module({ controllers: [AlertmanagerController, TenantSilencesController], providers: [AlertsOfAll, SilencesOfAll, Upstream] })
export class AlertmanagerModule {}
