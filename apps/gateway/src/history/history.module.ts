import { Module } from '@nestjs/common';
import { EpisodesController } from './episodes/episodes.controller.js';
import { EpisodesService } from './episodes/episodes.service.js';
import { HistoryController } from './history.controller.js';
import { HistoryService } from './history.service.js';

@Module({ controllers: [HistoryController, EpisodesController], providers: [HistoryService, EpisodesService] })
export class HistoryModule {}
