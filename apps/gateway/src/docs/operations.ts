import type { OpenAPIObject } from '@nestjs/swagger';
import type { RouteDeclaration } from '../http/route.js';
import { familyOf, refusal, type Status } from './refusals.js';

/** What each route declares about itself, by `GET /api/alerts/{id}`. */
export type Declared = ReadonlyMap<string, Partial<RouteDeclaration>>;
type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
type SchemaObject = Exclude<Schemas[string], { $ref: string }>;
type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The operations of a path with what their routes declare: credentials, scope and refusals. */
export function completedPath(path: string, item: PathItem, declared: Declared): PathItem {
  const operations = METHODS.flatMap((method) => {
    const operation = item[method];
    return operation ? [[method, completed(path, operation, declared.get(`${method.toUpperCase()} ${path}`) ?? {})]] : [];
  });
  return { ...item, ...Object.fromEntries(operations) };
}

function completed(path: string, operation: Operation, declaration: Partial<RouteDeclaration>): Operation {
  const { needs, message } = declaration;
  const isOpen = needs === undefined || needs === 'nothing';
  const statuses: Status[] = [
    400,
    ...(isOpen ? [] : ([401, 403, 429] as const)),
    ...(path.includes('{') ? ([404] as const) : []),
    'default',
  ];
  const refusals = Object.fromEntries(statuses.map((status) => [status, refusal(familyOf(path), status)]));
  const need = Array.isArray(needs) && `Needs ${needs.map(spelled).join(' or ')}.`;
  return {
    ...operation,
    summary: operation.summary || message || (operation.operationId ?? '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
    description: [operation.description, need].filter(Boolean).join('\n\n'),
    security: operation.security ?? credentials(declaration),
    parameters: parametersOf(operation, declaration),
    responses: { ...refusals, ...withoutGuess(operation.responses) },
  };
}

/** The compiler takes every POST for a 201; one that says 200 means it. */
function withoutGuess(responses: Operation['responses']): Operation['responses'] {
  const { 201: created, ...others } = responses;
  return '200' in others || created === undefined ? others : responses;
}

const spelled = (need: string): string => (need.startsWith('role:') ? `role \`${need.slice('role:'.length)}\`` : `scope \`${need}\``);

function credentials({ needs, keysOnly }: Partial<RouteDeclaration>): Operation['security'] {
  if (needs === undefined || needs === 'nothing') return [];
  return keysOnly ? [{ apiKey: [] }] : [{ bearer: [] }, { apiKey: [] }];
}

/** A parameter with a default may be left out. `organization_id` and `include` are read at the edge, for every route with a scope. */
function parametersOf({ parameters = [] }: Operation, { needs, keysOnly }: Partial<RouteDeclaration>): Operation['parameters'] {
  const isScoped = Array.isArray(needs) && !keysOnly;
  const named = parameters.flatMap((parameter) => ('name' in parameter ? [parameter.name] : []));
  const scope = isScoped ? ['organization_id', 'include'].filter((name) => !named.includes(name)) : [];
  const own = parameters.map((parameter) => (hasDefault(parameter) ? { ...parameter, required: false } : parameter));
  return [...own, ...scope.map((name) => ({ $ref: `#/components/parameters/${name}` }))];
}

const hasDefault = (parameter: object): boolean =>
  'schema' in parameter && typeof parameter.schema === 'object' && parameter.schema !== null && 'default' in parameter.schema;

/** A property with a default may be left out. The order of a union is the compiler's whim, so values are sorted. */
export const settled = (schemas: Schemas): Schemas =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, '$ref' in schema ? schema : settledSchema(schema)]));

function settledSchema(schema: SchemaObject): SchemaObject {
  const properties = Object.entries(schema.properties ?? {}).map(([key, property]) => [key, withSortedValues(property)]);
  const required = schema.required?.filter((key) => !('default' in (schema.properties?.[key] ?? {})));
  return { ...schema, ...(schema.properties && { properties: Object.fromEntries(properties) }), ...(required && { required }) };
}

const withSortedValues = (property: SchemaObject | { $ref: string }): SchemaObject | { $ref: string } =>
  'enum' in property && property.enum ? { ...property, enum: property.enum.toSorted() } : property;
