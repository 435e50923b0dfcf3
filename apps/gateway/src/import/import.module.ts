import { Module } from '@nestjs/common';
import { ImportController } from './import.controller.js';
import { ImportService } from './import.service.js';
import { Placing } from './placing.js';

@Module({ controllers: [ImportController], providers: [ImportService, Placing] })
export class ImportModule {}
