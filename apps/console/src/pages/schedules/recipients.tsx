import { useWords } from '../../words/words';
import { kindWords, type Recipient } from './parts';

const KINDS = ['mail', 'webhook', 'drop'] as const;
const MOST = 20;

/** Whom a report goes to. */
export function Recipients({ of: rows, change }: { of: readonly Recipient[]; change: (rows: readonly Recipient[]) => void }) {
  const say = useWords();
  const put = (nth: number, row: Recipient): void => change(rows.map((one, i) => (i === nth ? row : one)));
  return (
    <fieldset>
      <legend>{say('recipients')}</legend>
      {rows.map((row, nth) => (
        <div class="row" key={nth}>
          <select
            aria-label={`${say('how2')} ${nth + 1}`}
            value={row.kind}
            onChange={({ currentTarget }) => put(nth, { kind: currentTarget.value as Recipient['kind'] })}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {say(kindWords[kind])}
              </option>
            ))}
          </select>
          <Target row={row} label={`${say('target')} ${nth + 1}`} put={(changed) => put(nth, changed)} />
          <button
            type="button"
            aria-label={`${say('remove')} ${nth + 1}`}
            disabled={rows.length === 1}
            onClick={() => change(rows.filter((_, i) => i !== nth))}
          >
            {say('remove')}
          </button>
        </div>
      ))}
      <button type="button" disabled={rows.length >= MOST} onClick={() => change([...rows, { kind: 'mail', address: '' }])}>
        {say('addRecipient')}
      </button>
    </fieldset>
  );
}

function Target({ row, label, put }: { row: Recipient; label: string; put: (row: Recipient) => void }) {
  if (row.kind === 'mail')
    return (
      <input
        type="email"
        required
        aria-label={label}
        placeholder="duty@example.com"
        value={row.address ?? ''}
        onInput={({ currentTarget }) => put({ kind: 'mail', address: currentTarget.value })}
      />
    );
  if (row.kind === 'webhook')
    return (
      <input
        type="url"
        required
        aria-label={label}
        placeholder="https://hooks.example.com/reports"
        value={row.url ?? ''}
        onInput={({ currentTarget }) => put({ kind: 'webhook', url: currentTarget.value })}
      />
    );
  return null;
}
