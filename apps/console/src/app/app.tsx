import { QueryClientProvider } from '@tanstack/preact-query';
import { useEffect, useState } from 'preact/hooks';
import { Router } from 'wouter-preact';
import { queries } from '../data/client';
import { watchConnection } from '../data/connection';
import { useHeld } from '../data/store';
import { type Config, ProviderAway, readConfig } from '../session/config';
import { lastLevel, signInAs, takeSecret } from '../session/personas';
import { session } from '../session/session';
import { SignIn } from '../session/sign-in';
import { useWords } from '../words/words';
import { Shell } from './shell';

/** What is left of the last visit of this tab is taken up again. */
async function begin(): Promise<Config> {
  takeSecret();
  const config = await readConfig();
  const level = config.personas ? lastLevel() : undefined;
  if (level && (await signInAs(level))) return config;
  if (config.client_id && isSecureContext) await (await import('../session/oidc')).resume(config);
  if (session.get().state === 'starting') session.set({ state: 'out' });
  return config;
}

export function App() {
  const say = useWords();
  const [config, setConfig] = useState<Config>();
  const { state } = useHeld(session);
  useEffect(() => {
    begin().then(setConfig, (error) => session.set({ state: 'out', why: error instanceof ProviderAway ? 'provider-away' : 'unreachable' }));
    watchConnection(() => void queries.invalidateQueries());
    return session.watch((now) => now.state !== 'in' && queries.clear());
  }, []);
  if (state === 'starting') return <p class="waiting">{say('starting')}</p>;
  return (
    <Router base="/console">
      <QueryClientProvider client={queries}>{state === 'in' ? <Shell /> : <SignIn config={config} />}</QueryClientProvider>
    </Router>
  );
}
