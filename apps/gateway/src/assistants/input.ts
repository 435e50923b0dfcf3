import type { OpenAPIObject } from '@nestjs/swagger';
import { Refusal } from '#runtime';
import { PAGE_ROWS } from './results.js';
import type { Tool } from './tools.js';

type Schema = Readonly<Record<string, unknown>>;
type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
};
/** What a tool takes, as JSON Schema, and which of it stands in the path. */
export type Input = {
  readonly schema: {
    readonly type: 'object';
    readonly properties: Record<string, Schema>;
    readonly required: string[];
    readonly additionalProperties: false;
  };
  readonly inPath: readonly string[];
};
export type Given = Readonly<Record<string, unknown>>;

const CURSOR = { type: 'string', description: '`next_cursor` of the result before, with the same other arguments.' };

/** The parameters of the tool's endpoint, and a cursor where there may be more rows. Undefined: there is no such endpoint. */
export function inputOf({ path, lists, paging }: Tool, document: OpenAPIObject): Input | undefined {
  const operation = document.paths[path]?.get;
  if (!operation) return undefined;
  const parameters = (operation.parameters ?? []).map((one) => resolved(one, document));
  // Where an endpoint may be asked for a page, what a tool shows of it is one already.
  const own = parameters.filter(({ name }) => paging || (name !== 'limit' && name !== 'cursor'));
  const properties = Object.fromEntries(own.map((one) => [one.name, schemaOf(one)]));
  const page_size = paging && { page_size: { type: 'integer', minimum: 1, maximum: PAGE_ROWS, default: PAGE_ROWS } };
  const required = parameters.filter((one) => one.required).map(({ name }) => name);
  const cursor = lists.length > 0 && { cursor: CURSOR };
  return {
    schema: { type: 'object', properties: { ...properties, ...page_size, ...cursor }, required, additionalProperties: false },
    inPath: parameters.filter((one) => one.in === 'path').map(({ name }) => name),
  };
}

function resolved(parameter: object, { components }: OpenAPIObject): Parameter {
  if (!('$ref' in parameter)) return parameter as Parameter;
  const name = String(parameter.$ref).split('/').at(-1) ?? '';
  return components?.parameters?.[name] as Parameter;
}

const schemaOf = ({ description, schema = {} }: Parameter): Schema => ({ ...schema, ...(description && { description }) });

/** The address that asks the endpoint for what was given; what is wrong with it the endpoint says. */
export function addressOf({ path }: Tool, { inPath }: Input, given: Given): string {
  const missing = inPath.find((key) => textsOf(key, given[key]).length !== 1);
  if (missing) throw Refusal.field(missing, given[missing] === undefined ? 'must be given' : 'must be given once', null);
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(given))
    if (!inPath.includes(key)) for (const text of textsOf(key, value)) query.append(key, text);
  const filled = inPath.reduce((at, key) => at.replace(`{${key}}`, encodeURIComponent(textsOf(key, given[key])[0] ?? '')), path);
  return `${filled}?${query}`;
}

function textsOf(key: string, value: unknown): string[] {
  const values = [value].flat().filter((one) => one !== undefined && one !== null);
  if (values.some((one) => typeof one === 'object')) throw Refusal.field(key, 'must be a text, a number, or a list of them', null);
  return values.map(String);
}
