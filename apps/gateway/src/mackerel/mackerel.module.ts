import { Module } from '@nestjs/common';
import { EndUpstream } from '../http/end-upstream.js';
import { InventoryService } from './inventory.service.js';
import { MackerelController } from './mackerel.controller.js';
import { MackerelService } from './mackerel.service.js';

@Module({ controllers: [MackerelController], providers: [MackerelService, InventoryService, EndUpstream] })
export class MackerelModule {}
