import { Module } from '@nestjs/common';
import { StaleAlerts } from './stale.js';

@Module({ providers: [StaleAlerts] })
export class StaleModule {}
