import { useQuery } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { api } from '../data/client';
import { dataOf } from '../data/failure';
import { useView } from '../search/view';
import type { Me } from '../session/session';
import { Dialog } from '../ui/dialog';
import { Organization } from '../ui/organization';
import { useWords } from '../words/words';

/** Which organizations the page speaks of, and the way to choose others. A customer has no choice. */
export function ScopeBar({ me }: { me: Me }) {
  const say = useWords();
  const { values } = useView();
  const [isOpen, setOpen] = useState(false);
  if (me.organization.role === 'customer') return null;
  return (
    <>
      <button type="button" class="scope" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {say('organizations')}:{' '}
        {values.org.length === 0
          ? say('allOrganizations')
          : values.org.map((id, nth) => [nth > 0 && ', ', <Organization key={id} id={id} />])}
        {values.below && ` (${say('below')})`}
      </button>
      {isOpen && <Chooser close={() => setOpen(false)} />}
    </>
  );
}

function Chooser({ close }: { close: () => void }) {
  const say = useWords();
  const { set } = useView();
  const [q, setQ] = useState('');
  const { data } = useQuery({
    queryKey: ['organizations', q],
    queryFn: ({ signal }) => dataOf(api.GET('/api/organizations/search', { params: { query: { q, limit: 20 } }, signal })),
  });
  const choose = (org: readonly string[]): void => {
    close();
    set({ org, below: org.length > 0 });
  };
  return (
    <Dialog title={say('organizations')} close={close}>
      <label>
        {say('organization')} <input type="search" value={q} onInput={(event) => setQ(event.currentTarget.value)} />
      </label>
      <ul class="choices">
        <li>
          <button type="button" onClick={() => choose([])}>
            {say('allOrganizations')}
          </button>
        </li>
        {data?.organizations.map(({ id, name, role, path }) => (
          <li key={id}>
            <button type="button" onClick={() => choose([id])}>
              <strong>{name}</strong>{' '}
              <small>
                {say(role)}, {path.slice(0, -1).join(' / ')}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
