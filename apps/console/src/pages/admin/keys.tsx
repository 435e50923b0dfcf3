import { useState } from 'preact/hooks';
import { api } from '../../data/client';
import { dataOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useHeld } from '../../data/store';
import { useView } from '../../search/view';
import { type Me, session } from '../../session/session';
import { Copy } from '../../ui/copy';
import { Dialog } from '../../ui/dialog';
import { Instant } from '../../ui/instant';
import { Empty, List } from '../../ui/list';
import { Organization } from '../../ui/organization';
import { Read } from '../../ui/states';
import { useWords } from '../../words/words';
import { useAct } from './act';

export function Keys() {
  const say = useWords();
  const { zone, scope } = useView();
  const now = useHeld(session);
  const [isMaking, setMaking] = useState(false);
  const { problem, act } = useAct();
  const keys = useRead(['keys', scope], (signal) => dataOf(api.GET('/api/api-keys', { params: { query: scope }, signal })));
  const revoke = (id: string): void => void act(() => dataOf(api.DELETE('/api/api-keys/{id}', { params: { path: { id } } })));
  return (
    <>
      <div class="row">
        <button type="button" class="primary" onClick={() => setMaking(true)}>
          {say('newKey')}
        </button>
        <span role="alert">{problem}</span>
      </div>
      <Read of={keys}>
        {({ api_keys: rows }) =>
          rows.length === 0 ? (
            <Empty filtered={false} />
          ) : (
            <List
              caption={say('keys')}
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                { name: say('called'), cell: ({ name, id }) => `${name} (${id})` },
                { name: say('organization'), cell: ({ organization_id }) => <Organization id={organization_id} /> },
                { name: say('may'), cell: ({ permissions, scopes, roles }) => [...permissions, ...scopes, ...roles].join(', ') },
                {
                  name: say('lastUsed'),
                  cell: ({ last_used_at }) => (last_used_at ? <Instant at={last_used_at} zone={zone} age /> : say('never')),
                },
                { name: say('expires'), cell: ({ expires_at }) => (expires_at ? <Instant at={expires_at} zone={zone} /> : say('never')) },
                {
                  name: say('actions'),
                  cell: ({ id, name }) => (
                    <button type="button" aria-label={`${say('revoke')}: ${name}`} onClick={() => revoke(id)}>
                      {say('revoke')}
                    </button>
                  ),
                },
              ]}
            />
          )
        }
      </Read>
      {isMaking && now.state === 'in' && <NewKey me={now.me} close={() => setMaking(false)} />}
    </>
  );
}

/** Offers what the maker holds, and shows the secret once. */
function NewKey({ me, close }: { me: Me; close: () => void }) {
  const say = useWords();
  const [secret, setSecret] = useState('');
  const { problem, act } = useAct();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const all = (name: string): string[] => form.getAll(name).map(String);
    const body = {
      name: String(form.get('name')),
      organization_id: String(form.get('organization_id')),
      permissions: all('permission') as ('read' | 'write')[],
      scopes: all('scope'),
      roles: all('role'),
      cidrs: [],
    };
    await act(async () => setSecret((await dataOf(api.POST('/api/api-keys', { body }))).key));
  };
  return (
    <Dialog title={say('newKey')} close={close}>
      {secret ? (
        <div class="stack">
          <p>{say('secretOnce')}</p>
          <pre>{secret}</pre>
          <div class="row">
            <Copy text={secret} />
            <button type="button" class="primary" onClick={close}>
              {say('stored')}
            </button>
          </div>
        </div>
      ) : (
        <form class="stack" onSubmit={(event) => void submit(event)}>
          <label>
            {say('called')} <input name="name" required maxLength={200} />
          </label>
          <label>
            {say('organization')} <input name="organization_id" required defaultValue={me.organization.id} />
          </label>
          <Ticks legend={say('permissions')} name="permission" values={me.permissions ?? ['read', 'write']} />
          <Ticks legend={say('scopes')} name="scope" values={me.scopes} />
          <Ticks legend={say('roles')} name="role" values={me.roles} />
          <p role="alert">{problem}</p>
          <button type="submit" class="primary">
            {say('create')}
          </button>
        </form>
      )}
    </Dialog>
  );
}

function Ticks({ legend, name, values }: { legend: string; name: string; values: readonly string[] }) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value} class="check">
          <input type="checkbox" name={name} value={value} defaultChecked={value === 'read'} /> {value}
        </label>
      ))}
    </fieldset>
  );
}
