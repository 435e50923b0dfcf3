import { EmptyIsAbsent } from '../../http/lists.js';
import { Flag, Whole } from '../../http/parameters.js';
import { AskedQuery } from '../asked.dto.js';
import type { Figures } from '../insights.dto.js';

export class BurstsQuery extends AskedQuery {
  /** Seconds that lie between one start and the next at most. */
  @EmptyIsAbsent()
  @Whole(60, 3_600)
  window = 300;
  /** Different systems that make a burst. */
  @EmptyIsAbsent()
  @Whole(3, 1_000)
  minimum = 10;
  /** The figures of insights over the alerts of no burst as well. */
  @EmptyIsAbsent()
  @Flag()
  outside = false;
}

export class Burst {
  alertname: string;
  /** The first start. */
  from: string;
  /** The last start. */
  until: string;
  alerts: number;
  systems: number;
  organizations: number;
}
export class Bursts {
  bursts: Burst[];
  outside?: Figures;
}
