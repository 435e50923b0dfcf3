import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { useWords } from '../words/words';
import { type Span, useBrush } from './brush';

/** What stands at one place of a chart. `says`: what it means, as one sentence. `href`: what it is made of. `cells`: its numbers as the table shows them. */
export type Mark = {
  readonly label: string;
  readonly says: string;
  readonly href?: string;
  readonly cells: readonly string[];
};

export const [WIDTH, HEIGHT] = [800, 160];

type Props<M extends Mark> = {
  readonly title: string;
  readonly summary: string;
  /** The heads of the columns of `cells`. */
  readonly heads: readonly string[];
  readonly marks: readonly M[];
  /** The picture of a mark, in a picture of WIDTH by HEIGHT. */
  readonly draw: (mark: M, index: number) => ComponentChildren;
  /** What lies behind the marks. */
  readonly behind?: ComponentChildren;
  /** Takes the marks from one to another, both included. */
  readonly choose?: ((span: Span) => void) | undefined;
};

/** A chart whose every mark leads to what it counts. One tab stop; arrows go from mark to mark. */
export function Frame<M extends Mark>({ title, summary, heads, marks, draw, behind, choose }: Props<M>) {
  const id = useId();
  const brush = useBrush(choose);
  const step = WIDTH / Math.max(1, marks.length);
  return (
    <figure class="chart">
      <figcaption id={`${id}t`}>{title}</figcaption>
      <p id={`${id}s`} class="note">
        {summary}
      </p>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="group"
        aria-labelledby={`${id}t ${id}s`}
        onKeyDown={(event) => moveAmongMarks(event, event.currentTarget)}
        onClickCapture={(event) => brush.take(event, event.currentTarget)}
      >
        {behind}
        {marks.map((mark, index) => {
          const picture = (
            <>
              <title>{mark.says}</title>
              <rect class={brush.first === index ? 'hit chosen' : 'hit'} x={index * step} y={0} width={step} height={HEIGHT} />
              {draw(mark, index)}
            </>
          );
          return mark.href ? (
            <Link key={mark.label} href={mark.href} aria-label={mark.says} tabIndex={index === 0 ? 0 : -1}>
              {picture}
            </Link>
          ) : (
            <g key={mark.label}>{picture}</g>
          );
        })}
      </svg>
      <p class="ends" aria-hidden="true">
        <span>{marks[0]?.label}</span>
        <span>{marks.at(-1)?.label}</span>
      </p>
      {brush.button}
      <AsTable heads={heads} marks={marks} />
    </figure>
  );
}

/** Arrows go from mark to mark. */
export function moveAmongMarks(event: KeyboardEvent, group: SVGSVGElement): void {
  const turn = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!turn) return;
  const marks = [...group.querySelectorAll<SVGElement>('a')];
  marks[marks.indexOf(document.activeElement as unknown as SVGElement) + turn]?.focus();
  event.preventDefault();
}

function AsTable({ heads, marks }: { heads: readonly string[]; marks: readonly Mark[] }) {
  const say = useWords();
  return (
    <details>
      <summary>{say('asTable')}</summary>
      <table>
        <thead>
          <tr>
            {[say('day'), ...heads].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {marks.map(({ label, cells }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {cells.map((cell, nth) => (
                <td key={heads[nth]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
