import { Module } from '@nestjs/common';
import { InventoryService } from './inventory.service.js';
import { MackerelController } from './mackerel.controller.js';
import { MackerelService } from './mackerel.service.js';

@Module({ controllers: [MackerelController], providers: [MackerelService, InventoryService] })
export class MackerelModule {}
