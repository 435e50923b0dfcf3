import type { Schemas } from '../../../../../packages/client/client';
import { Instant } from '../../ui/instant';
import { useWords, type Word } from '../../words/words';

export type Schedule = Schemas['Schedule'];
export type Listed = Schemas['ListedSchedule'];
export type Recipient = Schemas['Recipient'];

export const runWords: Readonly<Record<Schemas['ScheduleRun']['state'], Word>> = {
  running: 'processing',
  done: 'done',
  failed: 'failedState',
  skipped: 'skipped',
};
export const deliveryWords: Readonly<Record<Schemas['RunDelivery']['state'], Word>> = {
  waiting: 'waiting',
  delivered: 'delivered',
  failed: 'failedState',
};
export const kindWords: Readonly<Record<Recipient['kind'], Word>> = { mail: 'byMail', webhook: 'byWebhook', drop: 'byDrop' };

/** When it comes next, on the clocks of its own zone; why it does not. */
export function NextRun({ of: { next_run_at, timezone, disabled_reason } }: { of: Schedule }) {
  const say = useWords();
  if (next_run_at) return <Instant at={next_run_at} zone={timezone} age />;
  return (
    <>
      {say('ended2')}
      {disabled_reason && <small> {disabled_reason}</small>}
    </>
  );
}
