import { useState } from 'preact/hooks';
import { useWords, type Word } from '../words/words';

/** Copies a text; says so for a moment. */
export function Copy({ text, label = 'copy' }: { text: string | (() => string); label?: Word }) {
  const say = useWords();
  const [isDone, setDone] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
    setDone(true);
    setTimeout(() => setDone(false), 2_000);
  };
  return (
    <button type="button" onClick={() => void copy()}>
      <span aria-live="polite">{say(isDone ? 'copied' : label)}</span>
    </button>
  );
}
