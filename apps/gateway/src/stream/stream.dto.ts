import { IsOptional, Matches } from 'class-validator';
import type { ToldKind } from '#persistence';
import { OneOf, Repeated } from '../http/parameters.js';

const KINDS: Readonly<Record<Exclude<ToldKind, 'flood'>, true>> = {
  fired: true,
  severity_changed: true,
  assigned: true,
  unassigned: true,
  note_added: true,
  silenced: true,
  unsilenced: true,
  inhibited: true,
  uninhibited: true,
  notified: true,
  resolved: true,
  merged: true,
};
export const TOLD = Object.keys(KINDS) as readonly Exclude<ToldKind, 'flood'>[];

/** What of it: OR within a parameter, AND across. */
export class StreamQuery {
  @Repeated()
  @OneOf(...TOLD)
  kind?: Exclude<ToldKind, 'flood'>[];
  /** Exactly these severities. */
  @Repeated()
  severity?: string[];
  /** Matchers over labels, as Alertmanager and Prometheus write them: `team="core"`, `pod=~"api-.*"`. All of them hold. */
  @Repeated()
  filter?: string[];
  /** The `id` after which to go on; the header `Last-Event-ID` counts more. */
  @IsOptional()
  @Matches(/^\d+$/, { message: '$property must be a whole number of at least 0' })
  after?: string;
}
