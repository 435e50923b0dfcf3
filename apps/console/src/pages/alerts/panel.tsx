import { useEffect } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { useLinks } from '../../search/view';
import { Read } from '../../ui/states';
import { useWords } from '../../words/words';
import { useAlert, Whole } from '../alert/alert';

/** Below, an alert has a page of its own. */
const WIDE = '(min-width: 1100px)';

/** One alert beside the list, where there is room for both. */
export function Panel({ id, close }: { id: string; close: () => void }) {
  const say = useWords();
  const link = useLinks();
  const [, navigate] = useLocation();
  const alert = useAlert(id);
  useEffect(() => {
    if (!matchMedia(WIDE).matches) navigate(link(`/alerts/${id}`), { replace: true });
  }, []);
  return (
    <aside class="card stack" aria-label={say('panel')}>
      <div class="row">
        <Link href={link(`/alerts/${id}`)}>{say('wholePage')}</Link>
        <button type="button" onClick={close}>
          {say('close')}
        </button>
      </div>
      <Read of={alert}>
        {(found) => (
          <>
            <h2>{found.alertname || found.fingerprint}</h2>
            <Whole alert={found} />
          </>
        )}
      </Read>
    </aside>
  );
}
