import { useState } from 'preact/hooks';
import { useHeld } from '../../data/store';
import { daysIn } from '../../search/range';
import { useView } from '../../search/view';
import { session } from '../../session/session';
import { Page } from '../../ui/page';
import { RangeBar } from '../../ui/range-bar';
import { useWords } from '../../words/words';
import { OrderDialog, REPORT_TYPES } from '../order-export';
import { REPORTS, SCHEMA, TABS, type Tab, useOrdered } from './asked';
import { AvailabilityReport } from './availability';
import { BurstsReport } from './bursts';
import { Heatmap } from './heatmap';
import { InterruptionsReport } from './interruptions';
import { Meanings } from './meanings';
import { Narrow } from './narrow';
import { Noise } from './noise';
import { Response } from './response';
import { SuppressionReport } from './suppression';
import { TuningReport } from './tuning';
import { Volume } from './volume';

const BODIES: Readonly<Record<Tab, () => preact.JSX.Element>> = {
  volume: Volume,
  response: Response,
  noise: Noise,
  heatmap: Heatmap,
  availability: AvailabilityReport,
  tuning: TuningReport,
  bursts: BurstsReport,
  interruptions: InterruptionsReport,
  suppression: SuppressionReport,
};

export default function Reports() {
  const say = useWords();
  const { values, dropped, link } = useView(SCHEMA);
  const Body = BODIES[values.tab];
  return (
    <Page title={say('reports')} dropped={dropped} actions={<ExportButton />}>
      <RangeBar />
      <nav aria-label={say('reports')}>
        <ul class="segments">
          {TABS.map((tab) => (
            <li key={tab}>
              <a
                href={`/console${link({ tab, cursor: '', by: '', 'group-by': '' })}`}
                aria-current={values.tab === tab ? 'page' : undefined}
              >
                {say(tab)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Narrow />
      <p class="note">{say('reportsCaveat')}</p>
      <Body key={values.tab} />
      <Meanings names={REPORTS[values.tab].means} />
    </Page>
  );
}

/** The file of what is shown, for those who may order one. */
function ExportButton() {
  const say = useWords();
  const { values, range, zone } = useView(SCHEMA);
  const filters = useOrdered();
  const now = useHeld(session);
  const [isOrdering, setOrdering] = useState(false);
  const type = REPORT_TYPES.find((name) => name === REPORTS[values.tab].exported);
  if (!type || now.state !== 'in' || !now.me.roles.includes('report_admin')) return null;
  return (
    <>
      <button type="button" onClick={() => setOrdering(true)}>
        {say('exportView')}
      </button>
      {isOrdering && <OrderDialog type={type} filters={filters} days={daysIn(range, zone)} close={() => setOrdering(false)} />}
    </>
  );
}
