import type { OpenAPIObject } from '@nestjs/swagger';
import { Refusal, type RefusalCode } from '#runtime';
import { dialectOf } from '../http/dialects.js';

type Components = NonNullable<OpenAPIObject['components']>;
type Schema = NonNullable<Components['schemas']>[string];
type Responses = NonNullable<Components['responses']>;

/** The families of the API, each with a path that speaks its dialect. */
const FAMILIES = { alerts: '/api/alerts', reports: '/reports', mackerel: '/api/v0', alertmanager: '/api/v2' } as const;
export type Family = keyof typeof FAMILIES;

export function familyOf(path: string): Family {
  const families = Object.keys(FAMILIES) as Family[];
  return families.find((family) => dialectOf(FAMILIES[family]) === dialectOf(path)) ?? 'alerts';
}

/** The refusals an operation names one by one, each by its most telling code. */
const NAMED = {
  400: ['validation-failed', 'a parameter is wrong; every one is named'],
  401: ['credentials-invalid', 'no credentials, or bad ones'],
  403: ['permission-missing', "a scope, role, permission or address is missing, or an organization is outside the caller's tree"],
  404: ['not-found', "no such object in the caller's scope"],
  429: ['too-many-requests', 'too many requests, or a quota is used up'],
} as const satisfies Record<number, readonly [RefusalCode, string]>;
export type Status = keyof typeof NAMED | 'default';
const STATUSES: readonly Status[] = [400, 401, 403, 404, 429, 'default'];

const schemaName = (family: Family): string => `${family.charAt(0).toUpperCase()}${family.slice(1)}Refusal`;
const responseName = (family: Family, status: Status): string => `${schemaName(family)}${status === 'default' ? '' : status}`;

/** The refusal of a family, as an operation refers to it. */
export const refusal = (family: Family, status: Status): { $ref: string } => ({
  $ref: `#/components/responses/${responseName(family, status)}`,
});

/** The refusals of every family, for `components`. */
export function refusalComponents(): { schemas: Record<string, Schema>; responses: Responses } {
  const families = Object.keys(FAMILIES) as Family[];
  return {
    schemas: Object.fromEntries(families.map((family) => [schemaName(family), SCHEMAS[family]])),
    responses: Object.fromEntries(
      families.flatMap((family) => STATUSES.map((status) => [responseName(family, status), response(family, status)])),
    ),
  };
}

function response(family: Family, status: Status): Responses[string] {
  const schema = { $ref: `#/components/schemas/${schemaName(family)}` };
  if (status === 'default')
    return { description: 'any other refusal; docs/problems.md lists all of them', content: { 'application/json': { schema } } };
  const [code, description] = NAMED[status];
  const errors = status === 400 ? [{ key: 'page', message: 'page must be a whole number from 1 to 1000000000', value: 'x' }] : undefined;
  const example = dialectOf(FAMILIES[family]).refuse(status, new Refusal(code).message, errors, code);
  return {
    description,
    ...(status === 429 && { headers: { 'Retry-After': { description: 'whole seconds', schema: { type: 'integer' } } } }),
    content: { 'application/json': { schema, example } },
  };
}

const fault = {
  type: 'object',
  required: ['key', 'message', 'value'],
  properties: { key: { type: 'string' }, message: { type: 'string' }, value: {} },
};
const errors = { type: 'array', items: fault, description: 'of a 400: one entry per wrong parameter' };

const SCHEMAS: Readonly<Record<Family, Schema>> = {
  alerts: {
    type: 'object',
    required: ['code', 'message', 'data'],
    properties: {
      code: { type: 'integer', description: 'the HTTP status' },
      message: { type: 'string' },
      data: { type: 'object', properties: { type: { type: 'string', enum: ['validation_error'] }, errors } },
    },
  },
  reports: {
    type: 'object',
    required: ['status', 'code', 'error', 'message'],
    properties: { status: { type: 'integer' }, code: { type: 'string' }, error: { type: 'string' }, message: { type: 'string' }, errors },
  },
  mackerel: {
    type: 'object',
    required: ['error'],
    properties: { error: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } } },
  },
  alertmanager: { type: 'string' },
};
