import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Node, Scope } from '#scope';
import { Answers } from '../../http/answers.js';
import { InScope } from '../../http/identity/caller.js';
import { InOrganization } from '../../http/organization.js';
import { Needs } from '../../http/route.js';
import { AlertEpisode, AlertEpisodes, EpisodesQuery } from './episodes.dto.js';
import { EpisodesService } from './episodes.service.js';

@Controller('api/alerts/episodes')
export class EpisodesController {
  constructor(private readonly found: EpisodesService) {}

  /** The episodes of a fingerprint, newest start first. */
  @Get()
  @Needs('read:systems')
  @Answers(AlertEpisodes, 'alert episodes retrieved successfully')
  episodes(@InOrganization() of: Node | undefined, @Query() query: EpisodesQuery): Promise<AlertEpisodes> {
    return this.found.episodes(of, query);
  }

  /** One episode, running or ended, by the `alert_id` that lists and Mackerel's alerts show; also by that of an alert that has become part of it. */
  @Get(':alert_id')
  @Needs('read:systems')
  @Answers(AlertEpisode, 'alert episode retrieved successfully')
  episode(@InScope() scope: Scope, @Param('alert_id') id: string): Promise<AlertEpisode> {
    return this.found.episode(scope, id);
  }
}
