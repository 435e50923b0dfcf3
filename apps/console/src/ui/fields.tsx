import { useEffect, useId, useState } from 'preact/hooks';
import { useWords } from '../words/words';

const TYPING_MS = 300;

/** A choice; empty is any. */
export function Pick({
  label,
  value,
  options,
  change,
}: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, text: string])[];
  change: (value: string) => void;
}) {
  const say = useWords();
  const id = useId();
  return (
    <span>
      <label for={id}>{label}</label>{' '}
      <select id={id} value={value} onChange={({ currentTarget }) => change(currentTarget.value)}>
        <option value="">{say('anything')}</option>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </span>
  );
}

/** A text that takes effect when one pauses, or at once by Enter. */
export function Typed({
  label,
  value,
  change,
  list,
  asks,
}: {
  label: string;
  value: string;
  change: (value: string, how: 'push' | 'replace') => void;
  /** Id of a datalist, whose values are asked for by what is typed. */
  list?: string;
  asks?: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const wait = setTimeout(() => change(text, 'replace'), TYPING_MS);
    return () => clearTimeout(wait);
  }, [text]);
  return (
    <label>
      {label}{' '}
      <input
        type="search"
        value={text}
        list={list}
        onFocus={() => asks?.(text)}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          asks?.(currentTarget.value);
        }}
        onKeyDown={({ key }) => key === 'Enter' && change(text, 'push')}
      />
    </label>
  );
}
