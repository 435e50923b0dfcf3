import { api } from '../../data/client';
import { dataOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { text } from '../../search/codecs';
import { useView } from '../../search/view';
import { Typed } from '../../ui/fields';
import { Instant } from '../../ui/instant';
import { Empty, List } from '../../ui/list';
import { Organization } from '../../ui/organization';
import { Read } from '../../ui/states';
import { useWords } from '../../words/words';

const SCHEMA = { q: text(200) };

export function Users() {
  const say = useWords();
  const { values, set, zone, scope } = useView(SCHEMA);
  const query = { ...scope, limit: 200, ...(values.q && { q: values.q }) };
  const users = useRead(['users', query], (signal) => dataOf(api.GET('/api/users', { params: { query }, signal })));
  return (
    <>
      <form class="filters" aria-label={say('filters')} onSubmit={(event) => event.preventDefault()}>
        <Typed label={say('search')} value={values.q} change={(q, how) => set({ q }, how)} />
      </form>
      <Read of={users}>
        {({ users: rows }) => (
          <>
            {rows.length === 0 ? (
              <Empty filtered={values.q !== ''} />
            ) : (
              <List
                caption={say('users')}
                rows={rows}
                keyOf={({ id }) => id}
                columns={[
                  { name: say('user'), cell: ({ id, numeric_id }) => `${id} (${numeric_id})` },
                  { name: say('organization'), cell: ({ organization_id }) => <Organization id={organization_id} /> },
                  { name: say('teams'), cell: ({ team_ids }) => team_ids.join(', ') },
                  { name: say('created'), cell: ({ created_at }) => <Instant at={created_at} zone={zone} /> },
                  { name: say('deleted'), cell: ({ deleted_at }) => (deleted_at ? <Instant at={deleted_at} zone={zone} /> : '–') },
                ]}
              />
            )}
          </>
        )}
      </Read>
    </>
  );
}
