import { Refusal } from '#runtime';

/** An alert source or escalation policy as it is stored. */
export type Known = { readonly id: number; readonly organization_id: number; readonly name: string; readonly policy_id: number | null };
/** One as it is wanted: without an id the one of this name is meant. `policy_id` undefined: as before. */
export type Wanted = {
  readonly id: number | undefined;
  readonly organization_id: number;
  readonly name: string;
  readonly policy_id?: number | null | undefined;
};
export type Row = {
  readonly id: number | null;
  readonly organization_id: number;
  readonly name: string;
  readonly policy_id: number | null;
};
export type Plan = { readonly created: readonly Row[]; readonly changed: readonly Known[]; readonly renamed: readonly number[] };

const keyOf = (one: { readonly organization_id: number; readonly name: string }): string => `${one.organization_id} ${one.name}`;

/** What makes the stored ones as wanted. Refuses with 400 an id of another organization, whichever it is, and a name that would stand twice. */
export function plan(wanted: readonly Wanted[], known: readonly Known[]): Plan {
  const byId = new Map(known.map((one) => [one.id, one]));
  const byName = new Map(known.map((one) => [keyOf(one), one]));
  const before = wanted.map((one) => (one.id === undefined ? byName.get(keyOf(one)) : byId.get(one.id)));
  const meant = new Set(before.map((one) => one?.id));
  const taken = new Set(known.filter(({ id }) => !meant.has(id)).map(keyOf));
  const ids = new Set<number>();
  wanted.forEach((one, i) => {
    const id = before[i]?.id ?? one.id;
    if (before[i] && before[i].organization_id !== one.organization_id) throw Refusal.field(`items.${i}.id`, 'cannot be used here', one.id);
    if (id !== undefined && ids.size === ids.add(id).size) throw Refusal.field(`items.${i}.id`, 'stands twice in the batch', id);
    if (taken.size === taken.add(keyOf(one)).size)
      throw Refusal.field(`items.${i}.name`, 'is the name of another one of the organization', one.name);
  });
  return {
    created: wanted.flatMap((one, i) => (before[i] ? [] : [{ ...one, id: one.id ?? null, policy_id: one.policy_id ?? null }])),
    changed: wanted.flatMap((one, i) => (before[i] ? [changed(before[i], one)] : [])),
    renamed: wanted.flatMap((one, i) => (before[i] && before[i].name !== one.name ? [before[i].id] : [])),
  };
}

const changed = (before: Known, { name, policy_id }: Wanted): Known => ({
  ...before,
  name,
  policy_id: policy_id === undefined ? before.policy_id : policy_id,
});
