import { instantText } from '#metrics';
import type { Node } from '#scope';
import type { Job } from '../job.js';

/** What a file says of itself: nothing in it depends on when, or by which attempt, it was written. */
export type About = readonly (readonly [name: string, value: string | number])[];

export const aboutOf = ({ report_type, filters, from_at, until_at }: Job, { name, timezone }: Pick<Node, 'name' | 'timezone'>): About => [
  ['report', report_type],
  ['organization', name],
  ['zone', timezone],
  ['range', `${instantText(from_at.getTime())} to ${instantText(until_at.getTime())}`],
  ['filters', JSON.stringify(filters)],
];
