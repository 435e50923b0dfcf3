import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;

const json = (properties: Record<string, object>, required: string[]): Operation['requestBody'] => ({
  required: true,
  content: { 'application/json': { schema: { type: 'object', required, properties } } },
});
const text = (description: string): object => ({ type: 'string', description });

const webhook = (operationId: string): Operation => ({
  operationId,
  tags: ['Collect'],
  summary: 'Alertmanager webhook, version 4',
  description: 'Firing and resolved alerts. Answered once they are committed. Never 429, never a redirect; a 5xx only when a retry helps.',
  security: [{ webhook: [] }],
  parameters: [{ name: 'tenant', in: 'query', required: false, schema: { type: 'string' }, description: 'whose Alertmanager sends' }],
  requestBody: json({ version: { type: 'string' }, receiver: { type: 'string' }, alerts: { type: 'array', items: { type: 'object' } } }, [
    'alerts',
  ]),
  responses: { 204: { description: 'stored' } },
});

const events: Operation = {
  operationId: 'receiveEvent',
  tags: ['Collect'],
  summary: 'An event of another monitoring system',
  description: 'RESOLVE, ACCEPT and COMMENT concern the open alert with the same key and open nothing.',
  security: [],
  requestBody: json(
    {
      integrationKey: text('of the alert source; `apiKey` is another name for it'),
      eventType: { type: 'string', enum: ['ALERT', 'ACCEPT', 'RESOLVE', 'COMMENT'] },
      alertKey: text('names the alert; trimmed, upper and lower case are the same'),
      summary: text('required for ALERT'),
      priority: { type: 'string', enum: ['LOW', 'HIGH'] },
      details: {},
      labels: { type: 'object', additionalProperties: { type: 'string' } },
    },
    ['eventType'],
  ),
  responses: { 202: { description: 'recorded' } },
};

/** What the gateway passes on to collect, which has no part in this app's controllers. */
export const collectPaths: OpenAPIObject['paths'] = {
  '/api/alert_history': { post: webhook('receiveAlertHistory') },
  '/api/webhooks/alertmanager': { post: webhook('receiveAlertmanager') },
  '/api/events': { post: events },
};
