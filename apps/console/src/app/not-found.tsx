import { Link } from 'wouter-preact';
import { Page } from '../ui/page';
import { useWords } from '../words/words';

export function NotFound() {
  const say = useWords();
  return (
    <Page title={say('notFound')} dropped={[]}>
      <p>{say('notFoundSays')}</p>
      <Link href="/">{say('toOverview')}</Link>
    </Page>
  );
}
