import { ACTIONS } from '../ui/actions';
import { Dialog } from '../ui/dialog';
import { useWords } from '../words/words';
import { places } from './routes';

export function ShortcutList({ close }: { close: () => void }) {
  const say = useWords();
  const rows: [string, string][] = [
    ['?', say('keyHelpKey')],
    ['/', say('keyFilter')],
    ['t', say('keyTheme')],
    ['Ctrl+K', say('palette')],
    ['j', say('keyNext')],
    ['k', say('keyPrevious')],
    ['x', say('keySelect')],
    ['p', say('keyPreview')],
    ['u', say('keyBack')],
    ...ACTIONS.flatMap(([, word, key]): [string, string][] => (key ? [[key, say(word)]] : [])),
    ...places.flatMap(({ key, word }): [string, string][] => (key && word ? [[`g ${key}`, `${say('keyGo')}: ${say(word)}`]] : [])),
  ];
  return (
    <Dialog title={say('shortcuts')} close={close}>
      <dl class="keys">
        {rows.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
