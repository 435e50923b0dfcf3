import { assign, fingerprintOf, foldPending, loadTree, type Observation, putOrganizations, record, type Store, sql } from '#persistence';
import { chance } from './chance.js';
import { demoFleet, type Fleet } from './fleet.js';
import { loadPast } from './past.js';
import { callsOf, type Person, peopleOf, sessionsOf } from './people.js';
import { type Occurrence, occurrences, slowLines } from './story.js';

const isLoaded = sql<{ loaded: boolean }, object>(import.meta.url, './is-loaded.sql');
const savePeople = sql<never, { people: string; sessions: string; calls: string }>(import.meta.url, './save-people.sql');
const markLoaded = sql<never, { owner: string; now: Date }>(import.meta.url, './mark-loaded.sql');

const HISTORY_DAYS = 90;
const DAY_MS = 86_400_000;
const BATCH = 2000;
const NOTED_SHARE = 0.4;
/** An Alertmanager tells of a resolution a little later. */
const LONGEST_DELAY_MS = 40_000;

/** Puts the demo fleet and its past into a database that holds neither it nor organizations of somebody else. How many alerts it recorded. */
export async function loadDemo(store: Store, owner: string, now: Date): Promise<number> {
  const fleet = demoFleet(owner);
  if ((await isLoaded.one(store, {})).loaded || (await hasOthers(store, fleet))) return 0;
  await putOrganizations(
    store,
    fleet.organizations.map(({ id, name, role, parentId, tenantId, timezone }) => ({
      id,
      name,
      role,
      parent_id: parentId,
      tenant_id: tenantId,
      timezone,
    })),
  );
  const observations = await history(store, fleet, now);
  for (let i = 0; i < observations.length; i += BATCH) await record(store, observations.slice(i, i + BATCH), now);
  const people = peopleOf(fleet, now);
  await putPeople(store, people, now);
  await loadPast(store, owner, now);
  await handOut(store, observations, people);
  await foldPending(store);
  await markLoaded.rows(store, { owner, now });
  return observations.length;
}

const putPeople = (store: Store, people: readonly Person[], now: Date): Promise<unknown> =>
  savePeople.rows(store, {
    people: JSON.stringify(people),
    sessions: JSON.stringify(people.flatMap((person) => sessionsOf(person, now))),
    calls: JSON.stringify(people.flatMap((person) => callsOf(person, now))),
  });

/** What somebody takes care of has a name to it: one of the organization itself. */
async function handOut(store: Store, observations: readonly Observation[], people: readonly Person[]): Promise<void> {
  const { tree } = await loadTree(store);
  for (const { organizationId: organization, fingerprint, endsAt, acknowledgedAt } of observations) {
    const node = tree.get(organization);
    const person = people.find((one) => one.organization === node?.publicId);
    if (endsAt || !acknowledgedAt || !node || !person) continue;
    const [name = ''] = person.subject.split('@');
    const actor = { user_id: person.subject, user_name: name, user_org_id: node.publicId, user_org_name: node.name };
    const text = chance(`note on ${fingerprint}`)[0] < NOTED_SHARE ? 'looking into it' : undefined;
    await assign(store, { organization, fingerprint }, actor, text, acknowledgedAt);
  }
}

async function hasOthers(store: Store, fleet: Fleet): Promise<boolean> {
  const ours = new Set(fleet.organizations.map((one) => one.id));
  const { tree } = await loadTree(store);
  return [...tree.all()].some((node) => !ours.has(node.publicId));
}

/** Every alert of the last 90 days, oldest first; the last ones still fire. */
async function history(store: Store, fleet: Fleet, now: Date): Promise<Observation[]> {
  const { tree } = await loadTree(store);
  const from = new Date(Math.floor(now.getTime() / DAY_MS - HISTORY_DAYS) * DAY_MS);
  return slowLines(fleet)
    .flatMap((line) => occurrences(line, from, now))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .flatMap((one) => {
      const organization = tree.find(one.line.system.organization.id);
      return organization ? [observation(one, organization.id, now)] : [];
    });
}

function observation({ line, startsAt, endsAt, acknowledgedAt }: Occurrence, organizationId: number, now: Date): Observation {
  const delay = chance(`${line.name} told ${startsAt.getTime()}`)[0] * LONGEST_DELAY_MS;
  const recordedAt = new Date(Math.min(Math.floor(endsAt.getTime() + delay), now.getTime()));
  return {
    via: 'webhook',
    organizationId,
    fingerprint: fingerprintOf(line.labels),
    startsAt,
    endsAt: endsAt <= now ? endsAt : null,
    alertname: line.kind.alertname,
    severity: line.kind.severity,
    systemKey: line.system.key,
    labels: line.labels,
    annotations: line.annotations,
    receiver: 'alertledger',
    priority: line.kind.severity === 'critical' ? 'HIGH' : 'LOW',
    source: 'alertledger',
    policy: null,
    number: '',
    acknowledgedAt: acknowledgedAt && acknowledgedAt <= now ? acknowledgedAt : null,
    ...(endsAt <= now ? { recordedAt } : {}),
  };
}
