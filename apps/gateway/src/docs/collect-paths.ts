import type { OpenAPIObject } from '@nestjs/swagger';
import { refusal } from './refusals.js';

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

const told = (operationId: string): Operation => ({
  operationId,
  tags: ['Collect'],
  summary: 'What a Prometheus, vmalert or ruler sends to an Alertmanager',
  description:
    'Answered once it is committed. An `endsAt` that lies ahead: the alert runs, and has ended when it is not told again until then; without one that is 5 minutes. A caller with `manage:systems` may send as well, for organizations of the scope.',
  security: [{ webhook: [] }, { bearer: [] }, { apiKey: [] }],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'array',
          items: {
            type: 'object',
            required: ['labels'],
            properties: {
              labels: { type: 'object', additionalProperties: { type: 'string' } },
              annotations: { type: 'object', additionalProperties: { type: 'string' } },
              startsAt: { type: 'string', format: 'date-time' },
              endsAt: { type: 'string', format: 'date-time' },
              generatorURL: { type: 'string' },
            },
          },
        },
      },
    },
  },
  responses: { 200: { description: 'stored' } },
});

const recorded: Operation = {
  operationId: 'receiveRecordedEvents',
  tags: ['Collect'],
  summary: 'What the event recorder of Alertmanager 0.33 and newer tells: one event, or a list of them',
  description:
    'Alerts created, grouped and resolved, what held them, and notifications. In any order and number; answered once they are committed. A caller with the role ADMIN may send as well, for organizations of the scope.',
  security: [{ webhook: [] }, { bearer: [] }, { apiKey: [] }],
  parameters: [
    { name: 'tenant', in: 'query', required: false, schema: { type: 'string' }, description: 'whose Alertmanager has recorded them' },
  ],
  requestBody: json(
    { '@timestamp': { type: 'string', format: 'date-time' }, instance: text('of the Alertmanager'), data: { type: 'object' } },
    ['data'],
  ),
  responses: { 204: { description: 'stored' } },
};

const events: Operation = {
  operationId: 'receiveEvent',
  tags: ['Collect'],
  summary: 'An event of another monitoring system',
  description:
    'ALERT opens an alert, or changes the open one of the same key. ACCEPT acknowledges it, RESOLVE ends it, COMMENT adds to its timeline; without an open alert they do nothing.',
  security: [],
  requestBody: json(
    {
      integrationKey: text('of the alert source; `apiKey` is another name for it'),
      eventType: { type: 'string', enum: ['ALERT', 'ACCEPT', 'RESOLVE', 'COMMENT'] },
      alertKey: text(
        'names the alert within its source; trimmed, upper and lower case are the same. An ALERT without one is an alert of its own',
      ),
      summary: text('required for ALERT'),
      priority: { type: 'string', enum: ['LOW', 'HIGH'], description: 'HIGH when critical, else LOW, unless given or a label says so' },
      details: { description: 'the entries of an object become annotations, anything else becomes the annotation `details`' },
      comment: text('for the timeline; a COMMENT without one takes its summary'),
      labels: { type: 'object', additionalProperties: { type: 'string' } },
    },
    ['eventType'],
  ),
  responses: {
    202: {
      description: 'event accepted',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['code', 'message', 'data'],
            properties: {
              code: { type: 'integer', example: 202 },
              message: { type: 'string', example: 'event accepted' },
              data: {
                type: 'object',
                required: ['eventType', 'alertKey', 'fingerprint'],
                properties: {
                  eventType: { type: 'string', enum: ['ALERT', 'ACCEPT', 'RESOLVE', 'COMMENT'] },
                  alertKey: text('as it is compared; made up when none was given'),
                  fingerprint: text('names the alert in the rest of the API'),
                },
              },
            },
          },
        },
      },
    },
    401: refusal('alerts', 401),
  },
};

/** What the gateway passes on to collect, which has no part in this app's controllers. */
export const collectPaths: OpenAPIObject['paths'] = {
  '/api/alert_history': { post: webhook('receiveAlertHistory') },
  '/api/webhooks/alertmanager': { post: webhook('receiveAlertmanager') },
  '/api/webhooks/alertmanager/events': { post: recorded },
  '/api/events': { post: events },
  '/api/v2/alerts': { post: told('receiveAlerts') },
  '/tenants/{tenant}/api/v2/alerts': {
    post: {
      ...told('receiveAlertsOfTenant'),
      parameters: [{ name: 'tenant', in: 'path', required: true, schema: { type: 'string' }, description: 'whose alerts they are' }],
    },
  },
};
