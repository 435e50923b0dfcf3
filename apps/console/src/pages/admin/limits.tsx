import { api } from '../../data/client';
import { dataOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useView } from '../../search/view';
import { Empty, List } from '../../ui/list';
import { Organization } from '../../ui/organization';
import { Read } from '../../ui/states';
import { count, useWords } from '../../words/words';
import { formOf, useAct } from './act';

export function Limits() {
  const say = useWords();
  const { scope } = useView();
  const limits = useRead(['limits', scope], (signal) => dataOf(api.GET('/api/rate-limits', { params: { query: scope }, signal })));
  const { problem, act } = useAct();
  const put = (item: { organization_id?: string; subject?: string; api_key_id?: string; per_minute: number | null }): void =>
    void act(() => dataOf(api.PUT('/api/rate-limits', { body: { items: [item] } })));
  const submit = (event: SubmitEvent): void => {
    const { who = '', id = '', per_minute } = formOf(event);
    put({ [who]: id, per_minute: Number(per_minute) });
  };
  return (
    <>
      <form class="filters" aria-label={say('limits')} onSubmit={submit}>
        <label>
          {say('whose')}{' '}
          <select name="who">
            <option value="subject">{say('user')}</option>
            <option value="api_key_id">{say('keyId')}</option>
          </select>
        </label>
        <label>
          {say('id')} <input name="id" required />
        </label>
        <label>
          {say('perMinute')} <input name="per_minute" type="number" min={1} max={1_000_000} required />
        </label>
        <button type="submit">{say('save')}</button>
        <span role="alert">{problem}</span>
      </form>
      <Read of={limits}>
        {({ default_per_minute, items }) => (
          <>
            <p>{say('defaultLimit', { n: default_per_minute })}</p>
            {items.length === 0 ? (
              <Empty filtered={false} />
            ) : (
              <List
                caption={say('limits')}
                rows={items}
                keyOf={({ organization_id, api_key_id, subject }) => `${organization_id} ${api_key_id ?? ''} ${subject ?? ''}`}
                columns={[
                  { name: say('whose'), cell: ({ api_key_id, subject }) => api_key_id ?? subject ?? '' },
                  { name: say('organization'), cell: ({ organization_id }) => <Organization id={organization_id} /> },
                  { name: say('perMinute'), cell: ({ per_minute }) => count(per_minute) },
                  {
                    name: say('actions'),
                    cell: ({ per_minute: _, ...item }) => (
                      <button type="button" onClick={() => put({ ...item, per_minute: null })}>
                        {say('delete')}
                      </button>
                    ),
                  },
                ]}
              />
            )}
          </>
        )}
      </Read>
    </>
  );
}
