import { useQuery } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { api } from '../data/client';
import { dataOf } from '../data/failure';
import { useHeld } from '../data/store';
import { useLinks } from '../search/view';
import type { Me } from '../session/session';
import { Dialog } from '../ui/dialog';
import { useWords } from '../words/words';
import { mayOpen, places } from './routes';
import { SaveView } from './save-view';
import { forgetView, views } from './views';

type Choice = { readonly name: string; readonly kind: string; readonly at: string; readonly isView?: boolean };

const ALERT_ID = /^\w{11}$/;

/** Pages, saved views, organizations and alerts by what they are called. The first is taken by Enter. */
export function Palette({ me, close }: { me: Me; close: () => void }) {
  const say = useWords();
  const [, navigate] = useLocation();
  const [q, setQ] = useState('');
  const choices = useChoices(me, q.trim());
  const go = ({ at }: Choice): void => {
    close();
    navigate(at);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (choices[0]) go(choices[0]);
  };
  return (
    <Dialog title={say('palette')} close={close}>
      <form onSubmit={submit}>
        <label>
          {say('paletteField')}{' '}
          <input type="search" value={q} autocomplete="off" onInput={({ currentTarget }) => setQ(currentTarget.value)} />
        </label>
      </form>
      <p role="status">{choices.length === 0 && say('paletteNothing')}</p>
      <ul class="choices">
        {choices.map((choice) => (
          <li key={`${choice.kind} ${choice.at}`} class="row">
            <button type="button" onClick={() => go(choice)}>
              <strong>{choice.name}</strong> <small>{choice.kind}</small>
            </button>
            {choice.isView && (
              <button type="button" aria-label={say('forgetView', { name: choice.name })} onClick={() => forgetView(choice.name)}>
                ×
              </button>
            )}
          </li>
        ))}
      </ul>
      <SaveView />
    </Dialog>
  );
}

function useChoices(me: Me, q: string): readonly Choice[] {
  const say = useWords();
  const link = useLinks();
  const saved = useHeld(views);
  const mayChoose = me.organization.role !== 'customer';
  const { data } = useQuery({
    queryKey: ['organizations', q],
    queryFn: ({ signal }) => dataOf(api.GET('/api/organizations/search', { params: { query: { q, limit: 20 } }, signal })),
    enabled: q !== '' && mayChoose,
  });
  const fits = ({ name }: Choice): boolean => name.toLowerCase().includes(q.toLowerCase());
  const pages = places.flatMap((place): Choice[] =>
    place.word && mayOpen(place, me)
      ? [{ name: say(place.word), kind: say('pages'), at: link(place.path.replace(':part?', 'organizations')) }]
      : [],
  );
  const named = saved.map(({ name, at }): Choice => ({ name, at, kind: say('savedView'), isView: true }));
  const organizations = (q !== '' && mayChoose ? (data?.organizations ?? []) : []).map(
    ({ id, name, role }): Choice => ({ name, kind: `${say(role)}, ${id}`, at: link('/', { org: id, below: '1' }) }),
  );
  const alert: Choice[] = ALERT_ID.test(q) ? [{ name: say('paletteAlert', { id: q }), kind: say('alert'), at: link(`/alerts/${q}`) }] : [];
  return [...alert, ...named.filter(fits), ...pages.filter(fits), ...organizations];
}
