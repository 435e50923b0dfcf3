import { Global, Module } from '@nestjs/common';
import { Quarantine } from './quarantine.js';

/** What all ways in share. */
@Global()
@Module({ providers: [Quarantine], exports: [Quarantine] })
export class IntakeModule {}
