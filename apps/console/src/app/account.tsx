import { Link } from 'wouter-preact';
import { useHeld } from '../data/store';
import { useLinks } from '../search/view';
import { readConfig } from '../session/config';
import { type Me, session, signOut } from '../session/session';
import { useWords } from '../words/words';

/** Who is signed in, and the way out. */
export function Account({ me }: { me: Me }) {
  const say = useWords();
  const link = useLinks();
  const now = useHeld(session);
  const leave = async (): Promise<void> => {
    const isOidc = now.state === 'in' && now.way === 'oidc';
    signOut();
    if (isOidc) await (await import('../session/oidc')).leave(await readConfig());
  };
  return (
    <div class="account">
      <Link href={link('/preferences')} title={say('who', { name: me.name, organization: me.organization.name })}>
        {me.organization.name}
      </Link>
      <button type="button" onClick={() => void leave()}>
        {say('signOut')}
      </button>
    </div>
  );
}
