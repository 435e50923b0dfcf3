import { useEffect, useState } from 'preact/hooks';
import { useHeld } from '../data/store';
import { useWords, type Word } from '../words/words';
import type { Config } from './config';
import { hasSecret, LEVELS, type Level, signInAs } from './personas';
import { session, signIn, type Why } from './session';

const SAID = {
  refused: 'refused',
  'provider-refused': 'providerRefused',
  'provider-away': 'providerAway',
  ended: 'ended',
  unreachable: 'unreachable',
  'signed-out': 'signedOut',
} as const satisfies Record<Why, Word>;

/** The ways in. */
export function SignIn({ config }: { config: Config | undefined }) {
  const say = useWords();
  const now = useHeld(session);
  useEffect(() => {
    document.title = `${say('signIn')} · ${say('product')}`;
  }, [say]);
  const why = now.state === 'out' ? now.why : undefined;
  return (
    <main class="sign-in" id="main">
      <h1>{say('product')}</h1>
      <h2>{say('signIn')}</h2>
      <p role="status">{why ? say(SAID[why]) : ''}</p>
      {config?.client_id && <Provider config={config} />}
      {config?.personas && <Personas />}
      <KeyForm />
    </main>
  );
}

function Provider({ config }: { config: Config }) {
  const say = useWords();
  if (!isSecureContext) return <p role="alert">{say('needsHttps')}</p>;
  return (
    <button type="button" class="primary" onClick={() => void import('./oidc').then(({ authorize }) => authorize(config))}>
      {say('signInWith')}
    </button>
  );
}

function Personas() {
  const say = useWords();
  const [isRefused, setRefused] = useState(false);
  const isOpen = hasSecret();
  const enter = (level: Level): void =>
    void signInAs(level).then(
      (isIn) => setRefused(!isIn),
      () => setRefused(true),
    );
  return (
    <section aria-labelledby="personas">
      <h3 id="personas">{say('personas')}</h3>
      <p>{say(isOpen ? 'personasHelp' : 'personasLocked')}</p>
      <ul class="cards">
        {LEVELS.map((level) => (
          <li key={level}>
            <button type="button" disabled={!isOpen} onClick={() => enter(level)}>
              <strong>{say(level)}</strong> <span>{say(`${level}Says`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p role="alert">{isRefused ? say('personaRefused') : ''}</p>
    </section>
  );
}

function KeyForm() {
  const say = useWords();
  const [problem, setProblem] = useState<'refused' | 'unreachable'>();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const said = new FormData(event.currentTarget as HTMLFormElement).get('credential');
    try {
      setProblem((await signIn('key', String(said).trim())) ? undefined : 'refused');
    } catch {
      setProblem('unreachable');
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <label for="credential">{say('keyOrToken')}</label>
      <div class="row">
        <input id="credential" name="credential" type="password" autocomplete="current-password" required aria-describedby="key-help" />
        <button type="submit">{say('signIn')}</button>
      </div>
      <p id="key-help" class="note">
        {say('keyHelp')}
      </p>
      <p role="alert">{problem ? say(problem) : ''}</p>
    </form>
  );
}
