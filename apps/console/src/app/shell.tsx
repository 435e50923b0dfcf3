import { useEffect, useMemo, useState } from 'preact/hooks';
import { Link, Route, Switch, useLocation } from 'wouter-preact';
import { useHeld } from '../data/store';
import { useTitle } from '../data/totals';
import { useLinks, useView } from '../search/view';
import { type Me, session } from '../session/session';
import { useWords } from '../words/words';
import { Account } from './account';
import { Boundary } from './boundary';
import { ConnectionState, LostBar } from './connection-state';
import { useChord, useKeys } from './keys';
import { lazily } from './lazily';
import { NotFound } from './not-found';
import { Palette } from './palette';
import { prefer, preferences } from './preferences';
import { mayOpen, type Place, places } from './routes';
import { ScopeBar } from './scope-bar';
import { SessionEnd } from './session-end';
import { ShortcutList } from './shortcut-list';

/** Everything around a page. */
export function Shell() {
  const say = useWords();
  const now = useHeld(session);
  const [location] = useLocation();
  const [help, setHelp] = useState(false);
  const [isGoing, setGoing] = useState(false);
  const { scope } = useView();
  useTitle(scope);
  useShortcuts(() => setHelp(true));
  useChord('k', () => setGoing(true));
  if (now.state !== 'in') return null;
  const { me } = now;
  return (
    <div class="shell">
      <a class="skip" href="#main">
        {say('skip')}
      </a>
      <header class="top">
        <Link href="/" class="brand">
          {say('product')}
        </Link>
        <button type="button" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K" onClick={() => setGoing(true)}>
          {say('palette')}
        </button>
        <ScopeBar me={me} />
        <ConnectionState />
        <Account me={me} />
      </header>
      <Menu me={me} at={location} />
      <main id="main" tabIndex={-1}>
        <LostBar />
        <SessionEnd />
        <Boundary key={location}>
          <Pages />
        </Boundary>
      </main>
      {isGoing && <Palette me={me} close={() => setGoing(false)} />}
      {help && <ShortcutList close={() => setHelp(false)} />}
    </div>
  );
}

function Menu({ me, at }: { me: Me; at: string }) {
  const say = useWords();
  const link = useLinks();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(false), [at]);
  return (
    <div class={`menu ${isOpen ? 'open' : ''}`}>
      <button type="button" class="menu-button" aria-expanded={isOpen} aria-controls="pages" onClick={() => setOpen(!isOpen)}>
        {say('menu')}
      </button>
      <nav id="pages" aria-label={say('pages')}>
        <ul>
          {places
            .flatMap((place) =>
              place.word && mayOpen(place, me) ? [{ path: place.path.replace(':part?', 'organizations'), word: place.word }] : [],
            )
            .map(({ path, word }) => (
              <li key={path}>
                <Link href={link(path)} aria-current={isAt(at, path) ? 'page' : undefined}>
                  {say(word)}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
    </div>
  );
}

const isAt = (at: string, path: string): boolean =>
  path === '/' ? at === '/' : at === path || at.startsWith(`${path.split('/').slice(0, 2).join('/')}/`);

const pages = places.map((place): Place & { readonly View: ReturnType<typeof lazily> } => ({ ...place, View: lazily(place.load) }));

function Pages() {
  return (
    <Switch>
      {pages.map(({ path, View }) => (
        <Route key={path} path={path}>
          {(params) => <View params={params as Readonly<Record<string, string>>} />}
        </Route>
      ))}
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

function useShortcuts(help: () => void): void {
  const [, navigate] = useLocation();
  const link = useLinks();
  const keys = useMemo(() => places.flatMap(({ key, path }) => (key ? [[`g ${key}`, path] as const] : [])), []);
  useKeys({
    '?': help,
    t: () => prefer({ theme: preferences.get().theme === 'dark' ? 'light' : 'dark' }),
    '/': () => document.querySelector<HTMLElement>('form.filters input, form.filters select')?.focus(),
    ...Object.fromEntries(keys.map(([key, path]) => [key, () => navigate(link(path))])),
  });
}
