import { api } from '../data/client';
import { bodyOf } from '../data/failure';
import { useRead } from '../data/read';
import { one, text, whole } from '../search/codecs';
import { useView } from '../search/view';
import { Pick, Typed } from '../ui/fields';
import { Instant } from '../ui/instant';
import { Empty, List, Pager } from '../ui/list';
import { Page } from '../ui/page';
import { RangeBar } from '../ui/range-bar';
import { Read } from '../ui/states';
import { useWords } from '../words/words';

const SCHEMA = { severity: one('', 'info', 'warning', 'error'), source: text(200), page: whole(1) };

export default function Events() {
  const say = useWords();
  const { values, dropped, scope, range, zone, set } = useView(SCHEMA);
  const { severity, source, page } = values;
  const query = {
    ...scope,
    ...(severity && { severity }),
    ...(source && { source }),
    from: new Date(range.from).toISOString(),
    until: new Date(range.until).toISOString(),
    limit: 50,
    page,
  };
  const events = useRead(['events', query], (signal) => bodyOf(api.GET('/logs/system-events', { params: { query }, signal })));
  return (
    <Page title={say('events')} dropped={dropped}>
      <RangeBar />
      <form class="filters" aria-label={say('filters')} onSubmit={(event) => event.preventDefault()}>
        <Pick
          label={say('severity')}
          value={severity}
          options={(['info', 'warning', 'error'] as const).map((name) => [name, say(name)])}
          change={(chosen) => set({ severity: chosen as 'info' })}
        />
        <Typed label={say('source')} value={source} change={(said, how) => set({ source: said }, how)} />
      </form>
      <Read of={events}>
        {({ events: rows, total_pages }) => (
          <>
            {rows.length === 0 ? (
              <Empty filtered={severity !== '' || source !== ''} />
            ) : (
              <List
                caption={say('events')}
                rows={rows}
                keyOf={({ timestamp, message }) => timestamp + message}
                columns={[
                  { name: say('time'), cell: ({ timestamp }) => <Instant at={timestamp} zone={zone} age /> },
                  { name: say('severity'), cell: ({ severity: level }) => <strong class={`level ${level}`}>{say(level)}</strong> },
                  { name: say('source'), cell: ({ source: from }) => from ?? '' },
                  { name: say('message'), cell: ({ message }) => message },
                ]}
              />
            )}
            <Pager page={page} pages={total_pages} go={(next) => set({ page: next })} />
          </>
        )}
      </Read>
    </Page>
  );
}
