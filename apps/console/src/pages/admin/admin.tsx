import type { ComponentChildren } from 'preact';
import { Link, useLocation } from 'wouter-preact';
import { NotFound } from '../../app/not-found';
import { useLinks, useView } from '../../search/view';
import { Page } from '../../ui/page';
import { useWords, type Word } from '../../words/words';
import { Connect } from './connect';
import { Keys } from './keys';
import { Limits } from './limits';
import { Organizations } from './organizations';
import { Policies, Sources } from './sources';
import { Users } from './users';

const PARTS: readonly (readonly [path: string, word: Word, View: () => ComponentChildren])[] = [
  ['organizations', 'organizations', Organizations],
  ['keys', 'keys', Keys],
  ['users', 'users', Users],
  ['sources', 'sources', Sources],
  ['policies', 'policies', Policies],
  ['limits', 'limits', Limits],
  ['connect', 'connect', Connect],
];

export default function Admin({ params }: { params: Readonly<Record<string, string>> }) {
  const say = useWords();
  const { dropped } = useView();
  const link = useLinks();
  const [location] = useLocation();
  const part = PARTS.find(([path]) => path === params.part);
  if (!part) return <NotFound />;
  const [, word, View] = part;
  return (
    <Page title={say(word)} dropped={dropped}>
      <nav aria-label={say('admin')}>
        <ul class="segments">
          {PARTS.map(([path, name]) => (
            <li key={path}>
              <Link href={link(`/admin/${path}`)} aria-current={location === `/admin/${path}` ? 'page' : undefined}>
                {say(name)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <View />
    </Page>
  );
}
