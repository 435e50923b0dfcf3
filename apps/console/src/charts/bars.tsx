import { count, useWords, type Word } from '../words/words';
import type { Span } from './brush';
import { Frame, HEIGHT, type Mark, WIDTH } from './frame';

/** A bar. `says`: what it means, as one sentence. `ghost`: the one before, drawn behind it. `href`: what it is made of. */
export type Bar = Omit<Mark, 'cells'> & { readonly value: number; readonly ghost?: number };

type Props = {
  readonly title: string;
  readonly summary: string;
  readonly bars: readonly Bar[];
  /** What the ghosts are: those before, unless said otherwise. */
  readonly behind?: Word;
  readonly choose?: (span: Span) => void;
};

export function Bars({ title, summary, bars, behind = 'before', choose }: Props) {
  const say = useWords();
  const most = Math.max(1, ...bars.flatMap(({ value, ghost = 0 }) => [value, ghost]));
  const step = WIDTH / Math.max(1, bars.length);
  const height = (value: number): number => (value / most) * (HEIGHT - 8);
  const bar = (kind: 'mark' | 'ghost', value: number, index: number, share: number) => {
    const tall = Math.max(kind === 'mark' ? 1 : 0, height(value));
    return <rect class={kind} x={(index + (1 - share) / 2) * step} y={HEIGHT - tall} width={step * share} height={tall} />;
  };
  const hasGhosts = bars.some(({ ghost }) => ghost !== undefined);
  return (
    <Frame
      title={title}
      summary={summary}
      heads={[say('number'), ...(hasGhosts ? [say(behind)] : [])]}
      marks={bars.map((one) => ({ ...one, cells: [count(one.value), ...(hasGhosts ? [count(one.ghost ?? 0)] : [])] }))}
      draw={({ value, ghost }, index) => (
        <>
          {ghost !== undefined && bar('ghost', ghost, index, 0.8)}
          {bar('mark', value, index, 0.6)}
        </>
      )}
      choose={choose}
    />
  );
}
