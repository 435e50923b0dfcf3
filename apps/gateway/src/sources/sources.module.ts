import { Module } from '@nestjs/common';
import { OwnTree } from '../http/own-tree.js';
import { SourcesController } from './sources.controller.js';
import { SourcesService } from './sources.service.js';

@Module({ controllers: [SourcesController], providers: [SourcesService, OwnTree] })
export class SourcesModule {}
