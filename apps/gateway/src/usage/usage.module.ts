import { Module } from '@nestjs/common';
import { OwnTree } from '../http/own-tree.js';
import { PeopleService } from './people.service.js';
import { UsageController } from './usage.controller.js';
import { UsageService } from './usage.service.js';

@Module({ controllers: [UsageController], providers: [UsageService, PeopleService, OwnTree] })
export class UsageModule {}
