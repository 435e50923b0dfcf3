import { Module } from '@nestjs/common';
import { AlertsController } from './alerts.controller.js';
import { HistoryService } from './history.service.js';
import { TotalsService } from './totals.service.js';
import { TrendService } from './trend.service.js';

@Module({ controllers: [AlertsController], providers: [TotalsService, TrendService, HistoryService] })
export class AlertsModule {}
