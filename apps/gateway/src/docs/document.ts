import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { collectPaths } from './collect-paths.js';
import { completedPath, type Declared, settled } from './operations.js';
import { refusalComponents } from './refusals.js';

const DESCRIPTION = `The memory Alertmanager and Mimir lack: every alert episode of every tenant, counted, reported and exported.

Which organizations an answer covers: a customer sees its own organization; others see their own and everything below it, or what \`organization_id\` names.
Refusals come in three dialects, by path. Every answer carries \`x-request-id\`.`;

/** The OpenAPI document of a gateway: what Nest finds, completed with what the routes declare. */
export function describeApi(app: INestApplication, declared: Declared): OpenAPIObject {
  const found = SwaggerModule.createDocument(app, frame(), { operationIdFactory: nameOf });
  const paths = joined(found.paths, collectPaths);
  const complete = Object.entries(paths).map(([path, item]) => [path, completedPath(path, item, declared)] as const);
  const { schemas, responses } = refusalComponents();
  const components = {
    ...found.components,
    schemas: sorted({ ...settled(found.components?.schemas ?? {}), ...schemas }),
    responses,
    parameters,
  };
  return { ...found, paths: sorted(Object.fromEntries(complete)), components };
}

/** A path may have methods of both. */
const joined = (own: OpenAPIObject['paths'], others: OpenAPIObject['paths']): OpenAPIObject['paths'] =>
  Object.fromEntries(Object.keys({ ...own, ...others }).map((path) => [path, { ...own[path], ...others[path] }]));

/** OrganizationsController.put is `organizationsPut`. */
function nameOf(controller: string, method: string): string {
  const feature = controller.replace(/Controller$/, '');
  return `${feature.charAt(0).toLowerCase()}${feature.slice(1)}${method.charAt(0).toUpperCase()}${method.slice(1)}`;
}

const frame = (): Omit<OpenAPIObject, 'paths'> =>
  new DocumentBuilder()
    .setTitle('Alertledger')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'a JWT of the identity provider, or an API key `alk_…`' }, 'bearer')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'an API key `alk_…`' }, 'apiKey')
    .addSecurity('webhook', { type: 'http', scheme: 'bearer', description: '`WEBHOOK_TOKEN`, or a token of one tenant' })
    .build();

const parameters: NonNullable<OpenAPIObject['components']>['parameters'] = {
  organization_id: {
    name: 'organization_id',
    in: 'query',
    required: false,
    description: "May be repeated, up to 500 times. Absent: the caller's own organization and everything below it.",
    schema: { type: 'array', items: { type: 'string' } },
  },
  include: {
    name: 'include',
    in: 'query',
    required: false,
    description: '`descendants`: each named organization with everything below it.',
    schema: { type: 'string', enum: ['descendants'] },
  },
};

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
