import { useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import type { Schemas } from '../../../../../packages/client/client';
import { useKeys } from '../../app/keys';
import { api } from '../../data/client';
import { dataOf, Failure } from '../../data/failure';
import { useHeld } from '../../data/store';
import { session } from '../../session/session';
import { ACTIONS, type Action } from '../../ui/actions';
import { useWords } from '../../words/words';
import { Ask } from '../bulk';

type Alert = Schemas['AlertEpisode'];

/** What can be done to one alert, and what it came to. */
export function Actions({ alert }: { alert: Alert }) {
  const say = useWords();
  const cache = useQueryClient();
  const now = useHeld(session);
  const [asking, setAsking] = useState<Action>();
  const [told, setTold] = useState('');
  const isCustomer = now.state === 'in' && now.me.organization.role === 'customer';
  const act = async (action: Action, more: object): Promise<void> => {
    setAsking(undefined);
    const item = { fingerprint: alert.fingerprint, ...(!isCustomer && { organization_id: alert.organization_id }) };
    try {
      const { results } = await dataOf(api.POST('/api/alerts/actions', { body: { action, items: [item], ...more } }));
      setTold(
        results
          .map(({ outcome, message }) => message ?? say(outcome === 'done' ? 'done' : outcome === 'unchanged' ? 'unchanged' : 'missing'))
          .join(),
      );
    } catch (error) {
      setTold(error instanceof Failure ? error.message : String(error));
    }
    await cache.invalidateQueries();
  };
  const start = (action: Action): void => (['note', 'silence', 'close'].includes(action) ? setAsking(action) : void act(action, {}));
  useKeys(Object.fromEntries(ACTIONS.flatMap(([action, , key]) => (key ? [[key, () => start(action)]] : []))));
  return (
    <div class="actions">
      {ACTIONS.map(([action, word, key]) => (
        <button key={action} type="button" aria-keyshortcuts={key || undefined} onClick={() => start(action)}>
          {say(word)}
        </button>
      ))}
      <span role="status">{told}</span>
      {asking && <Ask action={asking} n={1} close={() => setAsking(undefined)} act={(more) => void act(asking, more)} />}
    </div>
  );
}
