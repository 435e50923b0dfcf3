import { useState } from 'preact/hooks';
import type { Schemas } from '../../../../../packages/client/client';
import { api } from '../../data/client';
import { dataOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useHeld } from '../../data/store';
import { session } from '../../session/session';
import { Dialog } from '../../ui/dialog';
import { Read } from '../../ui/states';
import { useWords } from '../../words/words';
import { formOf, useAct } from './act';

type Found = Schemas['FoundOrganization'];
const LEVELS = ['distributor', 'reseller', 'customer'] as const;

/** The tree, a level at a time. The owner's administrators change it. */
export function Organizations() {
  const now = useHeld(session);
  if (now.state !== 'in') return null;
  const { id, name, role } = now.me.organization;
  const own: Found = { id, name, role, path: [name], children: 1 };
  return (
    <ul class="tree">
      <Branch node={own} mayEdit={role === 'owner'} isOpen />
    </ul>
  );
}

function Branch({ node, mayEdit, isOpen: begin = false }: { node: Found; mayEdit: boolean; isOpen?: boolean }) {
  const say = useWords();
  const [isOpen, setOpen] = useState(begin);
  const [editing, setEditing] = useState<'add' | 'change' | 'remove'>();
  return (
    <li>
      <div class="row">
        {node.children > 0 && (
          <button type="button" class="expand" aria-expanded={isOpen} aria-label={node.name} onClick={() => setOpen(!isOpen)}>
            {isOpen ? '−' : '+'}
          </button>
        )}
        <strong>{node.name}</strong> <code>{node.id}</code> <small>{say(node.role)}</small>
        {mayEdit && node.role !== 'customer' && (
          <button type="button" aria-label={`${say('add')}: ${node.name}`} onClick={() => setEditing('add')}>
            {say('add')}
          </button>
        )}
        {mayEdit && node.role !== 'owner' && (
          <>
            <button type="button" aria-label={`${say('change')}: ${node.name}`} onClick={() => setEditing('change')}>
              {say('change')}
            </button>
            <button type="button" aria-label={`${say('delete')}: ${node.name}`} onClick={() => setEditing('remove')}>
              {say('delete')}
            </button>
          </>
        )}
      </div>
      {isOpen && <Below parent={node.id} mayEdit={mayEdit} />}
      {editing === 'remove' && <Remove node={node} close={() => setEditing(undefined)} />}
      {editing === 'add' && <Edit parent={node.id} close={() => setEditing(undefined)} />}
      {editing === 'change' && <Edit id={node.id} close={() => setEditing(undefined)} />}
    </li>
  );
}

function Below({ parent, mayEdit }: { parent: string; mayEdit: boolean }) {
  const say = useWords();
  const [cursors, setCursors] = useState<readonly string[]>(['']);
  return (
    <div>
      {cursors.map((cursor, index) => (
        <Level
          key={cursor}
          parent={parent}
          cursor={cursor}
          mayEdit={mayEdit}
          more={index === cursors.length - 1 ? (next) => setCursors([...cursors, next]) : undefined}
          word={say('older')}
        />
      ))}
    </div>
  );
}

function Level({
  parent,
  cursor,
  mayEdit,
  more,
  word,
}: {
  parent: string;
  cursor: string;
  mayEdit: boolean;
  more: ((next: string) => void) | undefined;
  word: string;
}) {
  const query = { parent_id: parent, limit: 50, ...(cursor && { cursor }) };
  const level = useRead(['organizations', query], (signal) => dataOf(api.GET('/api/organizations/search', { params: { query }, signal })));
  return (
    <Read of={level}>
      {({ organizations, next_cursor }) => (
        <ul>
          {organizations.map((node) => (
            <Branch key={node.id} node={node} mayEdit={mayEdit} />
          ))}
          {next_cursor && more && (
            <li>
              <button type="button" onClick={() => more(next_cursor)}>
                {word}
              </button>
            </li>
          )}
        </ul>
      )}
    </Read>
  );
}

/** A new one below `parent`, or the change of the one with this id. */
function Edit({ id, parent, close }: { id?: string; parent?: string; close: () => void }) {
  const say = useWords();
  const detail = useRead(['organization', id ?? parent], (signal) =>
    dataOf(api.GET('/api/organizations', { params: { query: { organization_id: [id ?? parent ?? ''] } }, signal })),
  );
  const { problem, act } = useAct();
  const submit = async (event: SubmitEvent): Promise<void> => {
    const form = formOf(event);
    const organization = {
      id: id ?? form.id ?? '',
      name: form.name ?? '',
      role: form.role as 'customer',
      parent_id: form.parent_id ?? '',
      timezone: form.timezone || 'UTC',
      ...(form.tenant_id && { tenant_id: form.tenant_id }),
    };
    if (await act(() => dataOf(api.PUT('/api/organizations', { body: { organizations: [organization] } })))) close();
  };
  return (
    <Dialog title={say(id ? 'change' : 'add')} close={close}>
      <Read of={detail}>
        {({ organizations: [found] }) => {
          const known = id ? found : undefined;
          return (
            <form class="stack" onSubmit={(event) => void submit(event)}>
              {!id && (
                <label>
                  {say('id')} <input name="id" required maxLength={128} />
                </label>
              )}
              <label>
                {say('called')} <input name="name" required maxLength={200} defaultValue={known?.name} />
              </label>
              <label>
                {say('level')}{' '}
                <select name="role" defaultValue={known?.role ?? 'customer'}>
                  {LEVELS.map((level) => (
                    <option key={level} value={level}>
                      {say(level)}
                    </option>
                  ))}
                </select>
              </label>
              <label>
                {say('parent')} <input name="parent_id" required defaultValue={known?.parent_id ?? parent} />
              </label>
              <label>
                {say('tenant')} <input name="tenant_id" defaultValue={known?.tenant_id} />
              </label>
              <label>
                {say('zone')} <input name="timezone" defaultValue={known?.timezone ?? found?.timezone} />
              </label>
              <p role="alert">{problem}</p>
              <button type="submit" class="primary">
                {say('save')}
              </button>
            </form>
          );
        }}
      </Read>
    </Dialog>
  );
}

/** How many go with it has to be typed back. */
function Remove({ node, close }: { node: Found; close: () => void }) {
  const say = useWords();
  const query = { organization_id: [node.id], include: 'descendants' as const };
  const below = useRead(['organization', query], (signal) => dataOf(api.GET('/api/organizations', { params: { query }, signal })));
  const { problem, act } = useAct();
  const [typed, setTyped] = useState('');
  const remove = async (): Promise<void> => {
    if (await act(() => dataOf(api.DELETE('/api/organizations/{id}', { params: { path: { id: node.id } } })))) close();
  };
  return (
    <Dialog title={`${say('delete')}: ${node.name}`} close={close}>
      <Read of={below}>
        {({ organizations: { length: n } }) => (
          <div class="stack">
            <label>
              {say('typeBack', { n })}{' '}
              <input inputMode="numeric" value={typed} onInput={({ currentTarget }) => setTyped(currentTarget.value)} />
            </label>
            <p role="alert">{problem}</p>
            <button type="button" class="primary" disabled={typed !== String(n)} onClick={() => void remove()}>
              {say('delete')}
            </button>
          </div>
        )}
      </Read>
    </Dialog>
  );
}
