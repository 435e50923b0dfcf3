import { useWords, type Word } from '../words/words';

type Sorted<Name extends string> = {
  readonly by: readonly (readonly [Name, Word])[];
  readonly name: Name;
  readonly direction: 'asc' | 'desc';
  readonly change: (to: { sort_by: Name } | { sort_direction: 'asc' | 'desc' }) => void;
};

/** By what a list is sorted, and in which direction. */
export function Sorting<Name extends string>({ by, name, direction, change }: Sorted<Name>) {
  const say = useWords();
  const choose = (nth: number): void => {
    const [chosen] = by[nth] ?? [];
    if (chosen) change({ sort_by: chosen });
  };
  return (
    <>
      <span>
        <label for="sort">{say('sort')}</label>{' '}
        <select id="sort" value={name} onChange={({ currentTarget }) => choose(currentTarget.selectedIndex)}>
          {by.map(([one, word]) => (
            <option key={one} value={one}>
              {say(word)}
            </option>
          ))}
        </select>
      </span>
      <button type="button" onClick={() => change({ sort_direction: direction === 'asc' ? 'desc' : 'asc' })}>
        {say(direction === 'asc' ? 'ascending' : 'descending')}
      </button>
    </>
  );
}
