import { type Preferences as Chosen, prefer, preferences } from '../app/preferences';
import { useHeld } from '../data/store';
import { useView } from '../search/view';
import { session } from '../session/session';
import { Instant } from '../ui/instant';
import { Page } from '../ui/page';
import { useWords, type Word } from '../words/words';

export default function Preferences() {
  const say = useWords();
  const { dropped, zone } = useView();
  const now = useHeld(session);
  const me = now.state === 'in' ? now.me : undefined;
  return (
    <Page title={say('preferences')} dropped={dropped}>
      <form class="stack" onSubmit={(event) => event.preventDefault()}>
        <ZoneChoice />
        <Choice
          of="theme"
          word="theme"
          options={[
            ['system', 'systemTheme'],
            ['light', 'light'],
            ['dark', 'dark'],
          ]}
        />
        <label>
          {say('language')}{' '}
          <select
            value={useHeld(preferences).language}
            onChange={({ currentTarget: { value } }) => prefer({ language: value === 'it' ? 'it' : 'en' })}
          >
            <option value="en">English</option>
            <option value="it">Italiano</option>
          </select>
        </label>
        <Choice
          of="density"
          word="density"
          options={[
            ['comfortable', 'comfortable'],
            ['compact', 'compact'],
          ]}
        />
        <Switch of="shortcuts" word="shortcutKeys" />
        <Switch of="counter" word="counter" />
      </form>
      {me && <p class="note">{say('who', { name: me.name, organization: me.organization.name })}</p>}
      {me?.expires_at && (
        <p class="note">
          {say('sessionEnds', { time: '' })} <Instant at={me.expires_at} zone={zone} age />
        </p>
      )}
      {me && <p class="note">{say('version', { version: me.version })}</p>}
    </Page>
  );
}

function ZoneChoice() {
  const say = useWords();
  const { zone } = useHeld(preferences);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <label>
      {say('zone')}{' '}
      <select value={zone} onChange={({ currentTarget: { value } }) => prefer({ zone: value })}>
        <option value="">{say('zoneOwn')}</option>
        {[...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

type Texts = { [K in keyof Chosen]: Chosen[K] extends string ? K : never }[keyof Chosen];

function Choice<K extends Texts>({ of, word, options }: { of: K; word: Word; options: readonly (readonly [Chosen[K], Word])[] }) {
  const say = useWords();
  const chosen = useHeld(preferences)[of];
  return (
    <label>
      {say(word)}{' '}
      <select value={String(chosen)} onChange={({ currentTarget: { value } }) => prefer({ [of]: value } as Partial<Chosen>)}>
        {options.map(([value, label]) => (
          <option key={String(value)} value={String(value)}>
            {say(label)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Switch({ of, word }: { of: 'shortcuts' | 'counter'; word: Word }) {
  const say = useWords();
  return (
    <label class="check">
      <input type="checkbox" checked={useHeld(preferences)[of]} onChange={({ currentTarget: { checked } }) => prefer({ [of]: checked })} />{' '}
      {say(word)}
    </label>
  );
}
