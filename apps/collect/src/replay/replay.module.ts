import { Module } from '@nestjs/common';
import { ReplayLoop } from './replay-loop.js';

@Module({ providers: [ReplayLoop] })
export class ReplayModule {}
