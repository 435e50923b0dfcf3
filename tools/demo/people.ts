// Who works with the demo, how often and by which calls. All names are invented.
import { chance, pick } from './chance.js';
import type { Fleet, FleetOrganization } from './fleet.js';

export type Person = { readonly organization: string; readonly subject: string; readonly team: string; readonly since: Date };
export type Session = {
  readonly subject: string;
  readonly id: string;
  readonly service: string;
  readonly started: Date;
  readonly ended: Date;
};
export type Calls = { readonly subject: string; readonly resource: string; readonly quarter: number; readonly calls: number };

const FIRST_NAMES = ['ada', 'bruno', 'clara', 'dario', 'elin', 'farid', 'greta', 'hugo', 'ines', 'jonas', 'kaja', 'livia'];
const STAFF: Readonly<Record<FleetOrganization['role'], number>> = { owner: 5, distributor: 3, reseller: 3, customer: 1 };
const TEAMS = ['night-shift', 'field', 'desk'];
const SERVICES = ['console', 'dashboard', 'mobile'];
const RESOURCES = ['alerts.totals', 'alerts.history', 'alerts.list', 'reports.insights', 'exports.create'];
const DAYS = 31;
const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;
const AT_WORK = 0.7;

export const peopleOf = ({ organizations }: Fleet, now: Date): Person[] =>
  organizations.flatMap(({ id, role }) =>
    Array.from({ length: STAFF[role] }, (_, nth) => {
      const [first] = chance(`people of ${id}`);
      const [team, age] = chance(`person ${nth} of ${id}`);
      return {
        organization: id,
        subject: `${pick(FIRST_NAMES, (first + nth / FIRST_NAMES.length) % 1)}@${id}.example`,
        team: pick(TEAMS, team),
        since: new Date(now.getTime() - Math.floor(40 + age * 300) * DAY_MS),
      };
    }),
  );

/** The days a person was there, as their starts at eight in the morning, UTC; the last one has passed. */
function daysOf({ subject }: Person, now: Date): number[] {
  const today = Math.floor(now.getTime() / DAY_MS);
  return Array.from({ length: DAYS }, (_, back) => today - 1 - back)
    .filter((day) => chance(`${subject} at work on ${day}`)[0] < AT_WORK)
    .map((day) => day * DAY_MS + 8 * 3_600_000);
}

export const sessionsOf = (person: Person, now: Date): Session[] =>
  daysOf(person, now).map((morning) => {
    const [when, length, service] = chance(`session of ${person.subject} at ${morning}`);
    const started = new Date(morning + Math.floor(when * 6 * 3_600_000));
    const ended = new Date(started.getTime() + Math.floor((5 + length * 90) * 60_000));
    return { subject: person.subject, id: `demo-${morning / DAY_MS}-${person.subject}`, service: pick(SERVICES, service), started, ended };
  });

export const callsOf = (person: Person, now: Date): Calls[] =>
  daysOf(person, now).flatMap((morning) =>
    RESOURCES.filter((resource) => chance(`${person.subject} asks ${resource} at ${morning}`)[0] < AT_WORK).map((resource) => {
      const [when, many] = chance(`calls of ${person.subject} to ${resource} at ${morning}`);
      const at = morning + Math.floor(when * 9 * 3_600_000);
      return { subject: person.subject, resource, quarter: Math.floor(at / QUARTER_MS), calls: 1 + Math.floor(many ** 2 * 400) };
    }),
  );
