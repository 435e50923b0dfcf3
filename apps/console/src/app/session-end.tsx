import { useEffect, useState } from 'preact/hooks';
import { useHeld } from '../data/store';
import { session } from '../session/session';
import { useWords } from '../words/words';

const WARN_MS = 120_000;
/** With this much left, a page that nobody looks at and that holds nothing half done renews itself by leaving. */
const LEAVE_MS = 45_000;

/** Two minutes ahead of its end, what can be done about it: a session that renews itself never comes so far. */
export function SessionEnd() {
  const say = useWords();
  const now = useHeld(session);
  const [at, setAt] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setAt(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const left = now.state === 'in' && now.me.expires_at ? Date.parse(now.me.expires_at) - at : Number.POSITIVE_INFINITY;
  const renewal = now.state === 'in' ? now.renewal : {};
  const { leave } = renewal;
  const mayLeave = left < LEAVE_MS && document.hidden && !document.querySelector('dialog[open]');
  useEffect(() => {
    if (mayLeave) leave?.();
  }, [mayLeave, leave]);
  const isShown = left > 0 && left < (renewal.fetch ? LEAVE_MS : WARN_MS);
  if (!isShown) return null;
  const seconds = Math.ceil(left / 1000);
  return (
    <div class="bar session-end">
      <p role="timer">{say('endsIn', { time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` })}</p>
      {leave && (
        <button type="button" onClick={leave}>
          {say('goOn')}
        </button>
      )}
    </div>
  );
}
