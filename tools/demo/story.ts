// What goes wrong in the demo fleet, and when: a pure function of time, so that the past, the present and a restart tell one story.
import { chance } from './chance.js';
import type { Fleet, System } from './fleet.js';

export type Severity = 'critical' | 'warning' | 'info';
type Kind = {
  readonly alertname: string;
  readonly severity: Severity;
  readonly service: string;
  readonly summary: string;
  /** Mean minutes from one start to the next. */
  readonly every: number;
  readonly lasts: number;
  /** Share of the systems that have it at all. */
  readonly share: number;
  /** Share of its alerts that somebody takes in charge. */
  readonly answered: number;
};

const HOUR = 60;
const DAY = 24 * HOUR;
const KINDS: readonly Kind[] = [
  {
    alertname: 'DiskFull',
    severity: 'critical',
    service: 'storage',
    summary: 'the data volume is nearly full',
    every: 4 * DAY,
    lasts: 5 * HOUR,
    share: 0.7,
    answered: 0.9,
  },
  {
    alertname: 'BackupFailed',
    severity: 'critical',
    service: 'backup',
    summary: 'the nightly backup did not complete',
    every: 5 * DAY,
    lasts: 30 * HOUR,
    share: 0.8,
    answered: 0.7,
  },
  {
    alertname: 'WanLinkDown',
    severity: 'critical',
    service: 'network',
    summary: 'the uplink does not answer',
    every: 6 * DAY,
    lasts: 40,
    share: 0.6,
    answered: 0.8,
  },
  {
    alertname: 'HighLoad',
    severity: 'warning',
    service: 'host',
    summary: 'the load is above the number of cores',
    every: 1.5 * DAY,
    lasts: 3 * HOUR,
    share: 0.8,
    answered: 0.3,
  },
  {
    alertname: 'MailQueueGrowing',
    severity: 'warning',
    service: 'mail',
    summary: 'mail waits in the queue',
    every: 3 * DAY,
    lasts: 2 * HOUR,
    share: 0.5,
    answered: 0.4,
  },
  {
    alertname: 'CertificateExpiring',
    severity: 'warning',
    service: 'web',
    summary: 'a certificate expires within two weeks',
    every: 9 * DAY,
    lasts: 6 * DAY,
    share: 0.6,
    answered: 0.5,
  },
  {
    alertname: 'UpdatesPending',
    severity: 'info',
    service: 'host',
    summary: 'security updates wait for a restart',
    every: 4 * DAY,
    lasts: 3 * DAY,
    share: 0.9,
    answered: 0.1,
  },
  {
    alertname: 'PortFlapping',
    severity: 'warning',
    service: 'network',
    summary: 'a switch port goes down and up again',
    every: 4 * HOUR,
    lasts: 6,
    share: 0.08,
    answered: 0.02,
  },
];
/** Comes and goes while one watches. It is not part of the history that the demo begins with. */
const FLAPPING: Kind = {
  alertname: 'ProbeSlow',
  severity: 'warning',
  service: 'web',
  summary: 'the web probe takes longer than two seconds',
  every: 2,
  lasts: 0.8,
  share: 0.18,
  answered: 0,
};

export type Labels = Readonly<Record<string, string>>;
/** One thing that can go wrong on one machine, again and again. */
export type FaultLine = {
  readonly name: string;
  readonly system: System;
  readonly kind: Kind;
  readonly labels: Labels;
  readonly annotations: Labels;
};
export type Occurrence = { readonly line: FaultLine; readonly startsAt: Date; readonly endsAt: Date; readonly acknowledgedAt: Date | null };

export const slowLines = (fleet: Fleet): FaultLine[] => linesOf(fleet, KINDS);
export const allLines = (fleet: Fleet): FaultLine[] => linesOf(fleet, [...KINDS, FLAPPING]);

function linesOf(fleet: Fleet, kinds: readonly Kind[]): FaultLine[] {
  return fleet.systems.flatMap((system) =>
    kinds.filter((kind) => chance(`${system.key} has ${kind.alertname}`)[0] < kind.share).map((kind) => lineOf(system, kind)),
  );
}

function lineOf(system: System, kind: Kind): FaultLine {
  const { alertname, severity, service } = kind;
  return {
    name: `${system.key}/${alertname}`,
    system,
    kind,
    labels: { alertname, severity, service, organization_id: system.organization.id, system_key: system.key, instance: system.host },
    annotations: { summary: `${system.host}: ${kind.summary}` },
  };
}

/** The occurrences of a line that begin in [from, until), ascending. They never overlap. */
export function occurrences(line: FaultLine, from: Date, until: Date): Occurrence[] {
  const every = periodOf(line);
  const found: Occurrence[] = [];
  for (let turn = Math.floor(from.getTime() / every); turn * every < until.getTime(); turn += 1) {
    const one = occurrence(line, every, turn);
    if (one.startsAt >= from && one.startsAt < until) found.push(one);
  }
  return found;
}

/** The occurrence that goes on at this moment. */
export function current(line: FaultLine, now: Date): Occurrence | undefined {
  const every = periodOf(line);
  const one = occurrence(line, every, Math.floor(now.getTime() / every));
  return one.startsAt <= now && now < one.endsAt ? one : undefined;
}

const periodOf = ({ name, kind }: FaultLine): number => Math.round(kind.every * 60_000 * (0.75 + chance(`period of ${name}`)[0] / 2));

/** Time is cut into turns of one period; the line fires once in each, somewhere. */
function occurrence(line: FaultLine, every: number, turn: number): Occurrence {
  const [when, howLong, answer, delay] = chance(`${line.name} ${turn}`);
  const lasts = Math.min(line.kind.lasts * 60_000 * (0.3 + 1.4 * howLong), every * 0.9);
  const startsAt = Math.floor(turn * every + when * (every - lasts));
  const reaction = 60_000 * (1 + 45 * delay ** 2);
  const answered = answer < line.kind.answered && reaction < lasts;
  return {
    line,
    startsAt: new Date(startsAt),
    endsAt: new Date(Math.floor(startsAt + lasts)),
    acknowledgedAt: answered ? new Date(Math.floor(startsAt + reaction)) : null,
  };
}
