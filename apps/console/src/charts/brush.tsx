import { useState } from 'preact/hooks';
import { useWords } from '../words/words';

/** Two marks by their index, in order. */
export type Span = { readonly first: number; readonly last: number };

type State = 'off' | 'waiting' | number;

/** Chooses a stretch of a chart by two clicks, or two times Enter: nothing has to be dragged. */
export function useBrush(choose?: (span: Span) => void) {
  const say = useWords();
  const [state, setState] = useState<State>('off');
  const take = (event: Event, group: SVGSVGElement): void => {
    if (state === 'off' || !choose) return;
    const mark = (event.target as Element).closest('a');
    const index = mark ? [...group.querySelectorAll('a')].indexOf(mark) : -1;
    if (index < 0) return;
    event.preventDefault();
    event.stopPropagation();
    setState(state === 'waiting' ? index : 'off');
    if (state !== 'waiting') choose({ first: Math.min(state, index), last: Math.max(state, index) });
  };
  const asks = state === 'off' ? '' : say(state === 'waiting' ? 'brushFirst' : 'brushLast');
  const button = choose && (
    <div class="row">
      <button type="button" aria-pressed={state !== 'off'} onClick={() => setState(state === 'off' ? 'waiting' : 'off')}>
        {say('brush')}
      </button>
      <span role="status">{asks}</span>
    </div>
  );
  return { take, button, first: typeof state === 'number' ? state : undefined };
}
