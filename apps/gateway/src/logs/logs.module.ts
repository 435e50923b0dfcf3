import { Module } from '@nestjs/common';
import { OwnTree } from '../http/own-tree.js';
import { LogsController } from './logs.controller.js';
import { LogsService } from './logs.service.js';

@Module({ controllers: [LogsController], providers: [LogsService, OwnTree] })
export class LogsModule {}
