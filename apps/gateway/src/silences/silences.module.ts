import { Module } from '@nestjs/common';
import { EndUpstream } from '../http/end-upstream.js';
import { OwnTree } from '../http/own-tree.js';
import { Upstream } from '../http/silence-upstream.js';
import { ActionsController } from './actions.controller.js';
import { ActionsService } from './actions.service.js';
import { SilencesController } from './silences.controller.js';
import { SilencesService } from './silences.service.js';

@Module({
  controllers: [ActionsController, SilencesController],
  providers: [ActionsService, SilencesService, Upstream, EndUpstream, OwnTree],
})
export class SilencesModule {}
