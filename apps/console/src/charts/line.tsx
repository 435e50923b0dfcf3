import { Frame, HEIGHT, type Mark, WIDTH } from './frame';

/** A point of a line; without `value` there is none, and the line is broken. */
export type Point = Mark & { readonly value?: number | undefined };

/** A line through values of one unit, from zero up. */
export function Line({ title, summary, head, points }: { title: string; summary: string; head: string; points: readonly Point[] }) {
  const most = Math.max(1, ...points.map(({ value = 0 }) => value));
  const step = WIDTH / Math.max(1, points.length);
  const at = (value: number, index: number) => ({ x: (index + 0.5) * step, y: HEIGHT - 6 - (value / most) * (HEIGHT - 12) });
  const path = points
    .map(({ value }, index) => {
      if (value === undefined) return '';
      const { x, y } = at(value, index);
      return `${points[index - 1]?.value === undefined ? 'M' : 'L'}${x} ${y}`;
    })
    .join('');
  return (
    <Frame
      title={title}
      summary={summary}
      heads={[head]}
      marks={points}
      behind={<path class="line" d={path} />}
      draw={({ value }, index) => {
        if (value === undefined) return null;
        const { x, y } = at(value, index);
        return <rect class="mark" x={x - Math.min(4, step / 4)} y={y - 4} width={Math.min(8, step / 2)} height={8} />;
      }}
    />
  );
}
