import { useWords } from '../words/words';

const SHAPES: Readonly<Record<string, string>> = {
  critical: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
  warning: 'M8 1l7.5 14H.5z',
  info: 'M8 1a7 7 0 110 14A7 7 0 018 1z',
};
const OTHER = 'M8 0l8 8-8 8-8-8z';

/** A shape, a colour and a word: none of them alone. */
export function Severity({ of }: { of: string | null }) {
  const say = useWords();
  const known = of !== null && of in SHAPES ? (of as 'critical' | 'warning' | 'info') : undefined;
  return (
    <span class={`severity ${known ?? 'other'}`}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d={(known && SHAPES[known]) ?? OTHER} />
      </svg>
      {known ? say(known) : of || say('none')}
    </span>
  );
}
