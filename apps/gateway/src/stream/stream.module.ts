import { Module } from '@nestjs/common';
import { StreamController } from './stream.controller.js';
import { StreamService } from './stream.service.js';
import { Streams } from './streams.js';

@Module({ controllers: [StreamController], providers: [StreamService, Streams] })
export class StreamModule {}
