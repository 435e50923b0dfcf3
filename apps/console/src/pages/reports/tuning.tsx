import type { Schemas } from '../../../../../packages/client/client';
import { api } from '../../data/client';
import { bodyOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { lengthText } from '../../ui/instant';
import { Empty, List } from '../../ui/list';
import { Read } from '../../ui/states';
import { count, percent, useWords } from '../../words/words';
import { useAsked, useBehind } from './asked';

type Row = Schemas['Tuning'];
type Suggestion = NonNullable<Row['suggestion']>;

const TOP = 100;
const shown = (seconds: number | undefined): string => (seconds === undefined ? '–' : lengthText(seconds));

/** Which rules are too nervous, and what would calm them. */
export function TuningReport() {
  const say = useWords();
  const behind = useBehind();
  const query = { ...useAsked(), top: TOP };
  const report = useRead(['tuning', query], (signal) => bodyOf(api.GET('/reports/tuning', { params: { query }, signal })));
  return (
    <Read of={report}>
      {(rows) =>
        rows.length === 0 ? (
          <Empty filtered={false} />
        ) : (
          <List
            caption={say('tuning')}
            rows={rows}
            keyOf={({ alertname }) => alertname}
            columns={[
              { name: say('name'), cell: ({ alertname }) => <a href={`/console${behind({ alertname })}`}>{alertname || say('none')}</a> },
              { name: say('number'), cell: ({ episodes }) => count(episodes) },
              { name: say('ackShare'), cell: ({ acknowledged, episodes }) => percent(acknowledged / episodes) },
              { name: say('autoShare'), cell: ({ auto_resolved, episodes }) => percent(auto_resolved / episodes) },
              { name: say('lengthOf'), cell: ({ duration: { p50, p90 } }) => `${shown(p50)} / ${shown(p90)}` },
              { name: say('gap'), cell: ({ gap }) => shown(gap.p50) },
              { name: say('suggestion'), cell: (row) => <Advice row={row} /> },
            ]}
          />
        )
      }
    </Read>
  );
}

function Advice({ row }: { row: Row }) {
  const say = useWords();
  return (
    <>
      {row.suggestion ? <strong>{adviceText(row.suggestion, say)}</strong> : say('noAdvice')}
      <details>
        <summary>{say('whatIf', { name: row.alertname })}</summary>
        <ul>
          {row.for.map(({ seconds, avoided, lost }) => (
            <li key={seconds}>{say('ifFor', { length: lengthText(seconds), n: avoided, lost })}</li>
          ))}
          {row.keep_firing.map(({ seconds, avoided }) => (
            <li key={seconds}>{say('ifKept', { length: lengthText(seconds), n: avoided })}</li>
          ))}
        </ul>
      </details>
    </>
  );
}

function adviceText({ kind, seconds = 0, avoided, lost }: Suggestion, say: ReturnType<typeof useWords>): string {
  if (kind === 'delete') return say('adviseDelete', { n: avoided });
  return say(kind === 'for' ? 'adviseFor' : 'adviseKeep', { length: lengthText(seconds), n: avoided, lost });
}
