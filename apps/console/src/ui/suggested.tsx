import { useQuery } from '@tanstack/preact-query';
import { useId, useState } from 'preact/hooks';
import { api } from '../data/client';
import { dataOf } from '../data/failure';
import { useView } from '../search/view';
import { Typed } from './fields';

/** A text with the values that alerts have, which are asked for when one comes to the field. */
export function Suggested({
  field,
  label,
  value,
  change,
}: {
  field: 'alertname' | 'system_key';
  label: string;
  value: string;
  change: (value: string, how: 'push' | 'replace') => void;
}) {
  const id = useId();
  const { scope } = useView();
  const [q, setQ] = useState<string>();
  const query = { ...scope, field, q: q ?? '', limit: 20 };
  const { data } = useQuery({
    queryKey: ['suggest', query],
    queryFn: ({ signal }) => dataOf(api.GET('/api/alerts/suggest', { params: { query }, signal })),
    enabled: q !== undefined,
  });
  return (
    <>
      <Typed label={label} value={value} change={change} list={id} asks={setQ} />
      <datalist id={id}>
        {data?.values.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}
