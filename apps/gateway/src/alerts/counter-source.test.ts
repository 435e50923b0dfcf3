import { createLog } from '#runtime';
import { useGateway } from '#test/gateway';
import { CounterSource, TotalsService } from './totals.service.js';

const gateway = useGateway();

test('totals say that muted alerts are not known where Prometheus is the source', async () => {
  const tree = await gateway.tree.current();
  const cafe = tree.find('cafe');
  const warnings = async (source: 'Alertmanager' | 'Prometheus') => {
    const service = new TotalsService(gateway.database.store, gateway.tree, createLog('test', 'silent'), new CounterSource(source));
    return (await service.totals({ subtrees: cafe ? [cafe] : [], singles: [] }, new Date())).warnings;
  };
  const [known, unknown] = [await warnings('Alertmanager'), await warnings('Prometheus')];
  expect(unknown).toEqual([...known, 'totals: muted alerts are not known, the source is Prometheus']);
});
