import { useId, useRef } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { count, useWords } from '../words/words';

/** A bar. `says`: what it means, as one sentence. `ghost`: the one before, drawn behind it. `href`: what it is made of. */
export type Bar = {
  readonly label: string;
  readonly value: number;
  readonly says: string;
  readonly ghost?: number;
  readonly href?: string;
};

const [WIDTH, HEIGHT] = [800, 160];

/** Bars whose every mark leads to what it counts. One tab stop; arrows go from mark to mark. */
export function Bars({ title, summary, bars }: { title: string; summary: string; bars: readonly Bar[] }) {
  const say = useWords();
  const id = useId();
  const group = useRef<SVGSVGElement>(null);
  const most = Math.max(1, ...bars.flatMap(({ value, ghost = 0 }) => [value, ghost]));
  const step = WIDTH / Math.max(1, bars.length);
  const height = (value: number): number => (value / most) * (HEIGHT - 8);
  const move = (event: KeyboardEvent): void => {
    const turn = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!turn || !group.current) return;
    const marks = [...group.current.querySelectorAll<SVGElement>('a')];
    marks[marks.indexOf(document.activeElement as unknown as SVGElement) + turn]?.focus();
    event.preventDefault();
  };
  return (
    <figure class="chart">
      <figcaption id={`${id}t`}>{title}</figcaption>
      <p id={`${id}s`} class="note">
        {summary}
      </p>
      <svg
        ref={group}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="group"
        aria-labelledby={`${id}t ${id}s`}
        onKeyDown={move}
      >
        {bars.map(({ label, value, ghost, says, href }, index) => {
          const mark = (
            <>
              <title>{says}</title>
              <rect class="hit" x={index * step} y={0} width={step} height={HEIGHT} />
              {ghost !== undefined && (
                <rect class="ghost" x={index * step + step * 0.1} y={HEIGHT - height(ghost)} width={step * 0.8} height={height(ghost)} />
              )}
              <rect
                class="mark"
                x={index * step + step * 0.2}
                y={HEIGHT - Math.max(1, height(value))}
                width={step * 0.6}
                height={Math.max(1, height(value))}
              />
            </>
          );
          return href ? (
            <Link key={label} href={href} aria-label={says} tabIndex={index === 0 ? 0 : -1}>
              {mark}
            </Link>
          ) : (
            <g key={label}>{mark}</g>
          );
        })}
      </svg>
      <p class="ends" aria-hidden="true">
        <span>{bars[0]?.label}</span>
        <span>{bars.at(-1)?.label}</span>
      </p>
      <details>
        <summary>{say('asTable')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('day')}</th>
              <th scope="col">{say('number')}</th>
              {bars.some(({ ghost }) => ghost !== undefined) && <th scope="col">{say('before')}</th>}
            </tr>
          </thead>
          <tbody>
            {bars.map(({ label, value, ghost }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{count(value)}</td>
                {ghost !== undefined && <td>{count(ghost)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
