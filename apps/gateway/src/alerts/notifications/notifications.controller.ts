import { Controller, Get, Query } from '@nestjs/common';
import { Answers } from '../../http/answers.js';
import { Heavily, type HeavyQuestion } from '../../http/heavy/heavy-question.js';
import { Needs } from '../../http/route.js';
import { NotificationStats, NotificationStatsQuery, Notifications, NotificationsQuery } from './notifications.dto.js';
import { NotificationsService } from './notifications.service.js';

@Controller('api/alerts/notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  /** What the event recorder of an Alertmanager tells of its notifications. */
  @Get()
  @Needs('read:systems')
  @Answers(Notifications, 'alert notifications retrieved successfully')
  list(@Heavily() question: HeavyQuestion, @Query() query: NotificationsQuery): Promise<Notifications> {
    return this.notifications.list(question, query);
  }

  @Get('stats')
  @Needs('read:systems')
  @Answers(NotificationStats, 'alert notification statistics retrieved successfully')
  stats(@Heavily() question: HeavyQuestion, @Query() query: NotificationStatsQuery): Promise<NotificationStats> {
    return this.notifications.stats(question, query);
  }
}
