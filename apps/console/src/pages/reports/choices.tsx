import { useQuery } from '@tanstack/preact-query';
import { useId, useState } from 'preact/hooks';
import { api } from '../../data/client';
import { bodyOf } from '../../data/failure';
import { useView } from '../../search/view';
import { useWords } from '../../words/words';
import { SCHEMA } from './asked';

type Names = 'sources' | 'policies' | 'numbers';

/** What may be chosen, by name; asked for when one comes to the field. What is chosen stands behind it, and goes at a click. */
export function Choices({ field, name }: { field: 'source' | 'policy' | 'number'; name: Names }) {
  const say = useWords();
  const id = useId();
  const { values, set, scope } = useView(SCHEMA);
  const [q, setQ] = useState<string>();
  const query = { ...scope, field, q: q ?? '', limit: 50 };
  const { data = [] } = useQuery({
    queryKey: ['choices', query],
    queryFn: ({ signal }) => bodyOf(api.GET('/reports/alerts/filters', { params: { query }, signal })),
    enabled: q !== undefined,
  });
  const textOf = (one: (typeof data)[number]): string => (field === 'number' ? one.name : `${one.name} (${one.id})`);
  const take = (input: HTMLInputElement): void => {
    const found = data.find((one) => textOf(one) === input.value);
    setQ(found ? '' : input.value);
    if (!found) return;
    input.value = '';
    set({ [name]: [...values[name], String(found.id)], cursor: '' });
  };
  const named = (chosen: string): string => data.find((one) => String(one.id) === chosen)?.name ?? chosen;
  return (
    <span class="row">
      <label for={id}>{say(field === 'number' ? 'numberOf' : field)}</label>
      <input id={id} type="search" list={`${id}l`} onFocus={() => setQ(q ?? '')} onInput={({ currentTarget }) => take(currentTarget)} />
      <datalist id={`${id}l`}>
        {data.map((one) => (
          <option key={one.id} value={textOf(one)} />
        ))}
      </datalist>
      {values[name].map((chosen) => (
        <button
          type="button"
          key={chosen}
          aria-label={say('without', { name: named(chosen) })}
          onClick={() => set({ [name]: values[name].filter((one) => one !== chosen), cursor: '' })}
        >
          {named(chosen)} ×
        </button>
      ))}
    </span>
  );
}
