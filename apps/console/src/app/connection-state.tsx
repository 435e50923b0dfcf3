import { budget } from '../data/budget';
import { connection } from '../data/connection';
import { useHeld } from '../data/store';
import { useView } from '../search/view';
import { Instant } from '../ui/instant';
import { useWords } from '../words/words';

/** A dot and a word: whether the numbers come. */
export function ConnectionState() {
  const say = useWords();
  const { state } = useHeld(connection);
  return <span class={`connection ${state}`}>{say(state === 'up' ? 'live' : 'lostShort')}</span>;
}

/** Says in words that the gateway does not answer, or that we wait because it asked us to. */
export function LostBar() {
  const say = useWords();
  const { state, since } = useHeld(connection);
  const { waitUntil } = useHeld(budget);
  const { zone } = useView();
  const wait = Math.ceil((waitUntil - Date.now()) / 1000);
  return (
    <div role="status" class="bar">
      {state === 'lost' && (
        <p>
          {say('lost')} <Instant at={since} zone={zone} />
        </p>
      )}
      {state === 'up' && wait > 0 && <p>{say('slowDown', { n: wait })}</p>}
    </div>
  );
}
