import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';

const gateway = useGateway();
const suggest = (query: string, caller = 'owner') => gateway.as(caller).get(`/api/alerts/suggest${query}`);
const values = async (query: string, caller?: string) => (await suggest(query, caller)).body.data.values;

beforeAll(() =>
  tell(gateway.database.store, [
    { organization: 'cafe', fingerprint: '1', alertname: 'DiskFull', systemKey: 'NETH-1' },
    { organization: 'bar', fingerprint: '2', alertname: 'Disk%', systemKey: 'NETH-2' },
    { organization: 'bar', fingerprint: '3', alertname: 'disk_1', systemKey: null },
    { organization: 'bar', fingerprint: '4', alertname: 'DiskFull' },
  ]),
);

test('values in scope begin with the text, each once, and nothing in it is a wildcard', async () => {
  expect(await values('?field=alertname')).toEqual(['Disk%', 'DiskFull', 'disk_1']);
  expect(await values('?field=alertname&q=Disk')).toEqual(['Disk%', 'DiskFull']);
  expect(await values('?field=alertname&q=Disk%25')).toEqual(['Disk%']);
  expect(await values('?field=alertname&q=disk_')).toEqual(['disk_1']);
  expect(await values('?field=alertname&limit=1')).toEqual(['Disk%']);
  expect(await values('?field=alertname', 'cafe')).toEqual(['DiskFull']);
  expect(await values('?field=system_key&q=NETH-1', 'cafe')).toEqual(['NETH-1']);
});

test.each(['', '?field=severity', '?field=alertname&limit=21', '?field=alertname&limit=0'])('"%s" is refused', async (query) => {
  expect((await suggest(query)).status).toBe(400);
});
