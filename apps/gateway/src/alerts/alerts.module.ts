import { Module } from '@nestjs/common';
import { AlertsController } from './alerts.controller.js';
import { ByOrganizationController } from './by-organization.controller.js';
import { ByOrganizationService } from './by-organization.service.js';
import { HandlingController } from './handling.controller.js';
import { HandlingService } from './handling.service.js';
import { LabelsController } from './labels/labels.controller.js';
import { LabelsService } from './labels/labels.service.js';
import { NotificationsController } from './notifications/notifications.controller.js';
import { NotificationsService } from './notifications/notifications.service.js';
import { OpenAlertsService } from './open-alerts.service.js';
import { StatsService } from './stats.service.js';
import { SuggestService } from './suggest.service.js';
import { TotalsService } from './totals.service.js';
import { TrendService } from './trend.service.js';

@Module({
  controllers: [AlertsController, LabelsController, NotificationsController, ByOrganizationController, HandlingController],
  providers: [
    ByOrganizationService,
    TotalsService,
    TrendService,
    OpenAlertsService,
    StatsService,
    SuggestService,
    HandlingService,
    LabelsService,
    NotificationsService,
  ],
})
export class AlertsModule {}
