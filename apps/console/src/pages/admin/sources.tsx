import { useState } from 'preact/hooks';
import { api } from '../../data/client';
import { dataOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { text } from '../../search/codecs';
import { useView } from '../../search/view';
import { Copy } from '../../ui/copy';
import { Typed } from '../../ui/fields';
import { Empty, List } from '../../ui/list';
import { Organization } from '../../ui/organization';
import { Read } from '../../ui/states';
import { useWords } from '../../words/words';
import { formOf, useAct } from './act';

const SCHEMA = { q: text(200) };

export function Sources() {
  const say = useWords();
  const { values, scope } = useView(SCHEMA);
  const query = { ...scope, limit: 100, ...(values.q && { q: values.q }) };
  const sources = useRead(['sources', query], (signal) => dataOf(api.GET('/api/alert-sources', { params: { query }, signal })));
  const { problem, act } = useAct();
  const rename = (id: number, organization_id: string, name: string): void =>
    void act(() => dataOf(api.PUT('/api/alert-sources', { body: { items: [{ id, organization_id, name }] } })));
  return (
    <>
      <Search />
      <p role="alert">{problem}</p>
      <Read of={sources}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty filtered={values.q !== ''} />
          ) : (
            <List
              caption={say('sources')}
              rows={items}
              keyOf={({ id }) => String(id)}
              columns={[
                { name: say('id'), cell: ({ id }) => id },
                {
                  name: say('called'),
                  cell: ({ id, organization_id, name }) => <Rename name={name} save={(next) => rename(id, organization_id, next)} />,
                },
                { name: say('organization'), cell: ({ organization_id }) => <Organization id={organization_id} /> },
                { name: say('integrationKey'), cell: ({ name, integration_key }) => <Masked of={name} secret={integration_key} /> },
              ]}
            />
          )
        }
      </Read>
    </>
  );
}

export function Policies() {
  const say = useWords();
  const { values, scope } = useView(SCHEMA);
  const query = { ...scope, limit: 100, ...(values.q && { q: values.q }) };
  const policies = useRead(['policies', query], (signal) => dataOf(api.GET('/api/escalation-policies', { params: { query }, signal })));
  const { problem, act } = useAct();
  const rename = (id: number, organization_id: string, name: string): void =>
    void act(() => dataOf(api.PUT('/api/escalation-policies', { body: { items: [{ id, organization_id, name }] } })));
  return (
    <>
      <Search />
      <p role="alert">{problem}</p>
      <Read of={policies}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty filtered={values.q !== ''} />
          ) : (
            <List
              caption={say('policies')}
              rows={items}
              keyOf={({ id }) => String(id)}
              columns={[
                { name: say('id'), cell: ({ id }) => id },
                {
                  name: say('called'),
                  cell: ({ id, organization_id, name }) => <Rename name={name} save={(next) => rename(id, organization_id, next)} />,
                },
                { name: say('organization'), cell: ({ organization_id }) => <Organization id={organization_id} /> },
              ]}
            />
          )
        }
      </Read>
    </>
  );
}

function Search() {
  const say = useWords();
  const { values, set } = useView(SCHEMA);
  return (
    <form class="filters" aria-label={say('filters')} onSubmit={(event) => event.preventDefault()}>
      <Typed label={say('search')} value={values.q} change={(q, how) => set({ q }, how)} />
    </form>
  );
}

function Rename({ name, save }: { name: string; save: (name: string) => void }) {
  const say = useWords();
  const [isEditing, setEditing] = useState(false);
  if (!isEditing)
    return (
      <button type="button" aria-label={`${say('change')}: ${name}`} onClick={() => setEditing(true)}>
        {name}
      </button>
    );
  return (
    <form
      class="row"
      onSubmit={(event) => {
        save(formOf(event).name ?? name);
        setEditing(false);
      }}
    >
      <input name="name" aria-label={say('called')} required maxLength={200} defaultValue={name} />
      <button type="submit">{say('save')}</button>
    </form>
  );
}

/** Shown when it is asked for. */
function Masked({ of, secret }: { of: string; secret: string }) {
  const say = useWords();
  const [isShown, setShown] = useState(false);
  return isShown ? (
    <span class="row">
      <code>{secret}</code> <Copy text={secret} />
    </span>
  ) : (
    <button type="button" aria-label={`${say('show')}: ${of}`} onClick={() => setShown(true)}>
      {say('show')}
    </button>
  );
}
