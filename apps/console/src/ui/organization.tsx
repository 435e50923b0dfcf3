import { useName } from '../data/names';

/** An organization by its name; the id at hand. */
export function Organization({ id }: { id: string }) {
  const name = useName(id);
  return <span title={id}>{name}</span>;
}
