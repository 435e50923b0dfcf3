import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { mintDevToken } from '#runtime';
import { CLAIMS, useGateway } from '#test/gateway';
import { createAlertledger } from '../packages/client/client.js';

type Json = { readonly [key: string]: Json } & { readonly $ref?: string };
type Operation = { operationId: string; summary?: string; parameters?: Parameter[]; responses: Record<string, Json>; security: object[] };
type Parameter = { name?: string; in?: string; required?: boolean };
type Document = { paths: Record<string, Record<string, Operation>>; components: Record<string, Record<string, Json>> };

const document: Document = JSON.parse(readFileSync('openapi.json', 'utf8'));
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation, name: `${method.toUpperCase()} ${path}` })),
);

/** Every object of the document, with where it stands. */
function* objects(value: unknown, at = '#'): Generator<[string, Json]> {
  if (typeof value !== 'object' || value === null) return;
  yield [at, value as Json];
  for (const [key, inner] of Object.entries(value)) yield* objects(inner, `${at}/${key}`);
}

describe('the OpenAPI document', () => {
  it('refers to nothing that is missing', () => {
    const references = [...objects(document)].flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref] : []));
    const missing = references.filter((reference) => {
      const [, , kind = '', name = ''] = reference.split('/');
      return !document.components[kind]?.[name];
    });
    expect(references.length).toBeGreaterThan(50);
    expect(missing).toEqual([]);
  });

  it('says of every property what it is', () => {
    const properties = Object.entries(document.components.schemas ?? {}).flatMap(([name, schema]) =>
      Object.entries(schema.properties ?? {}).map(([key, property]) => [`${name}.${key}`, Object.keys(property as object)] as const),
    );
    const unsaid = properties.filter(([name, keys]) => keys.length === 0 && !name.endsWith('.value'));
    expect(unsaid).toEqual([]);
    expect(document.components.schemas).not.toHaveProperty('Object');
  });

  it('names every operation once, with a summary, its credentials and its refusals', () => {
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    const bare = operations.filter(({ operation }) => !operation.summary || !operation.security || !operation.responses.default);
    expect(bare.map(({ name }) => name)).toEqual([]);
  });
});

describe('a gateway', () => {
  const gateway = useGateway();
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true }).addSchema(closed(document) as object, 'api');
  const readable = operations.filter(
    ({ path, method, operation }) =>
      method === 'get' &&
      !path.includes('{') &&
      !path.startsWith('/api/v0') &&
      operation.responses[200]?.content?.['application/json'] !== undefined &&
      !operation.parameters?.some((parameter) => parameter.required),
  );

  it.each(readable.map(({ name, path }) => [name, path]))('answers %s as the document says, and no field more', async (_, path) => {
    const { status, body } = await gateway.as('owner').get(path);
    expect(status).toBe(200);
    const pointer = `api#/paths/${path.replaceAll('/', '~1')}/get/responses/200/content/application~1json/schema`;
    const validate = ajv.compile({ $ref: pointer });
    expect([validate(body), validate.errors]).toEqual([true, null]);
  });

  it.each([
    ['/api/alerts/trend?period=8', 'AlertsRefusal'],
    ['/api/alerts/totals?organization_id=nobody', 'AlertsRefusal'],
    ['/reports/unknown', 'ReportsRefusal'],
    ['/api/v0/unknown', 'MackerelRefusal'],
  ])('refuses %s as the document says of %s', async (path, schema) => {
    const { status, body } = await gateway.as('north').get(path);
    expect(status).toBeGreaterThanOrEqual(400);
    const validate = ajv.compile({ $ref: `api#/components/schemas/${schema}` });
    expect([validate(body), validate.errors]).toEqual([true, null]);
  });

  it('speaks with the generated client', async () => {
    const who = { organization: 'north', subject: 'mira', scope: 'read:systems', roles: [], ttl: '1h', claims: CLAIMS };
    const token = (): Promise<string> => mintDevToken(gateway.keys, who);
    const client = createAlertledger({ url: gateway.url, token });
    const { data } = await client.GET('/api/alerts/totals', { params: { query: { organization_id: ['shop'], include: 'descendants' } } });
    expect(data).toMatchObject({ code: 200, data: { history: 0 } });
    const refused = await client.GET('/api/alerts/trend', { params: { query: { organization_id: ['bar'] } } });
    expect(refused.error).toEqual({ code: 403, message: 'access denied: organization not in your hierarchy', data: {} });
  });

  it('shows its document to people', async () => {
    const page = await gateway.anonymous.get('/api/docs');
    const sources = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source = '']) => source);
    expect(sources).toContain('/api/docs/swagger-ui-bundle.js');
    for (const source of sources) expect((await gateway.anonymous.head(source)).status).toBe(200);
    expect((await gateway.anonymous.get('/api/docs/openapi.json')).body.openapi).toMatch(/^3\./);
    expect((await gateway.anonymous.get('/api/docs/../../package.json')).status).toBe(404);
  });

  it('describes what answers below /api under that server, each path as it stands there', async () => {
    const { servers, paths }: { servers: { url: string }[]; paths: Document['paths'] } = (
      await gateway.anonymous.get('/api-docs/openapi.json')
    ).body;
    expect(servers).toEqual([{ url: '/api' }]);
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/reports/alerts', '/alerts/totals', '/v0/alerts']));
    const isEndless = (path: string): boolean => paths[path]?.get?.responses[200]?.content?.['text/event-stream'] !== undefined;
    const asked = Object.keys(paths).filter((path) => paths[path]?.get && !path.includes('{') && !isEndless(path));
    const unknown = [];
    for (const path of asked) {
      const { status, body } = await gateway.as('owner').get(`${servers[0]?.url}${path}`);
      if (status === 404) unknown.push([path, body]);
    }
    expect(unknown).toEqual([]);
  });
});

/** The same schemas with every object closed: a field that is not described is a fault. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, closed(one)]));
  return 'properties' in value && typeof value.properties === 'object' ? { additionalProperties: false, ...inner } : inner;
}
