import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerOf, isChanging, type Moment } from './refresh-fleet.js';

// The Alertmanagers of all tenants, in a process of their own so that their work is not counted. The parent says which moment it is.
const [STILL, CHANGING] = ['c-still', 'c-00'];

/** All answers of a moment are one text with the tenant's name in it, serialised beforehand. */
const pieces = (moment: Moment) => ({ still: answerOf(STILL, moment).split(STILL), changing: answerOf(CHANGING, moment).split(CHANGING) });
let serialised = pieces({ minute: 0, generation: 0 });

const server = createServer((request, response) => {
  const tenant = String(request.headers['x-scope-orgid']);
  const answer = Buffer.from((isChanging(tenant) ? serialised.changing : serialised.still).join(tenant));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
});

process.on('message', (next: Moment) => {
  serialised = pieces(next);
  process.send?.('set');
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
