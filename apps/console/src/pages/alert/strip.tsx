import { Link } from 'wouter-preact';
import type { Schemas } from '../../../../../packages/client/client';
import { moveAmongMarks } from '../../charts/frame';
import { useView } from '../../search/view';
import { alertLink } from '../../ui/alert-link';
import { clockText, lengthText } from '../../ui/instant';
import { useWords } from '../../words/words';
import { secondsOf } from './seconds-of';

type Episode = Schemas['AlertEpisode'];

const DAYS = 90;
const [WIDTH, HEIGHT] = [900, 28];
/** What would be too thin to be hit. */
const THINNEST = 5;

/** The times of a series over 90 days; the gaps are quiet. Each leads to its alert. */
export function Strip({ episodes, current }: { episodes: readonly Episode[]; current: string }) {
  const say = useWords();
  const { zone } = useView();
  const now = Date.now();
  const begin = now - DAYS * 86_400_000;
  const seen = episodes.filter(({ ends_at }) => ends_at === null || Date.parse(ends_at) > begin);
  const total = seen.reduce((sum, one) => sum + secondsOf(one, now), 0);
  const says = say('stripSays', { n: seen.length, length: lengthText(total) });
  const place = (at: number): number => (Math.max(0, at - begin) / (now - begin)) * WIDTH;
  const mean = seen.length > 0 ? `, ${say('meanLength')} ${lengthText(Math.round(total / seen.length))}` : '';
  return (
    <figure class="chart strip">
      <figcaption>{say('strip')}</figcaption>
      <p class="note">
        {says}
        {mean}
      </p>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="group"
        aria-label={`${say('strip')}: ${says}`}
        onKeyDown={(event) => moveAmongMarks(event, event.currentTarget)}
      >
        {[...seen].reverse().map((one, index) => {
          const start = Date.parse(one.starts_at);
          const x = Math.min(WIDTH - THINNEST, place(start));
          const width = Math.max(THINNEST, place(one.ends_at === null ? now : Date.parse(one.ends_at)) - x);
          const text = say('stripEpisode', { start: clockText(start, zone, now), length: lengthText(secondsOf(one, now)) });
          return (
            <Link key={one.alert_id} href={alertLink(one)} aria-label={text} tabIndex={index === 0 ? 0 : -1}>
              <title>{text}</title>
              <rect class={one.alert_id === current ? 'mark current' : 'mark'} x={x} y={4} width={width} height={HEIGHT - 8} />
            </Link>
          );
        })}
      </svg>
    </figure>
  );
}
