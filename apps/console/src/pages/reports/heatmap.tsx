import { Read } from '../../ui/states';
import { count, useWords } from '../../words/words';
import { useInsights } from './insights';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
const STEPS = 4;
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

export function Heatmap() {
  return <Read of={useInsights()}>{({ heatmap }) => <Week rows={heatmap} />}</Read>;
}

/** Weekday by hour of the zone's clocks, in steps by quantile; sums of rows and columns say what to look at. */
function Week({ rows }: { rows: readonly (readonly number[])[] }) {
  const say = useWords();
  const all = rows
    .flat()
    .filter((n) => n > 0)
    .sort((a, b) => a - b);
  const stepOf = (n: number): number => (n === 0 ? 0 : 1 + Math.min(STEPS - 1, Math.floor((all.indexOf(n) / all.length) * STEPS)));
  const dayName = (day: number): string =>
    new Intl.DateTimeFormat(document.documentElement.lang, { weekday: 'short', timeZone: 'UTC' }).format(MONDAY + day * 86_400_000);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
    <section class="heat" aria-label={say('heatmap')} tabIndex={0}>
      <table>
        <caption>{say('heatmapSays')}</caption>
        <thead>
          <tr>
            <td />
            {Array.from({ length: 24 }, (_, hour) => (
              <th key={hour} scope="col">
                {hour}
              </th>
            ))}
            <th scope="col">{say('sum')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, day) => (
            <tr key={dayName(day)}>
              <th scope="row">{dayName(day)}</th>
              {row.map((n, hour) => (
                <td key={`${day}-${hour + 0}`} class={`s${stepOf(n)}`}>
                  {n}
                </td>
              ))}
              <td>{count(sum(row))}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{say('sum')}</th>
            {Array.from({ length: 24 }, (_, hour) => (
              <td key={hour}>{count(sum(rows.map((row) => row[hour] ?? 0)))}</td>
            ))}
            <td>{count(sum(rows.flat()))}</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}
