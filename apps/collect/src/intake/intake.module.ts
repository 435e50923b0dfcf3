import { Global, Module } from '@nestjs/common';
import { Placing } from './placing.js';
import { Quarantine } from './quarantine.js';
import { Recorder } from './recorder.js';

const shared = [Placing, Quarantine, Recorder];

/** What all ways in share. */
@Global()
@Module({ providers: shared, exports: shared })
export class IntakeModule {}
