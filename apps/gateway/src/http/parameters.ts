import { type ArgumentMetadata, applyDecorators, Injectable, type PipeTransform } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { buildMessage, IsOptional, ValidateBy, ValidateNested } from 'class-validator';
import { dateProblem, instantProblem, parseInstant } from '#metrics';
import { isCidr, Refusal } from '#runtime';
import { batches, batchRule, parse, parseBatch } from './parse.js';

type Class = new () => object;
const PRIMITIVES: readonly unknown[] = [String, Number, Boolean, Array, Object];

/**
 * Turns queries and bodies into their DTO, or refuses with one entry per fault. Unknown query parameters are ignored;
 * unknown fields of a body are dropped, or refused where the DTO is marked with {@link Strict}.
 */
@Injectable()
export class Parameters implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type === 'custom' || type === 'param' || !metatype || PRIMITIVES.includes(metatype)) return value;
    if (type === 'body' && (typeof value !== 'object' || value === null || Array.isArray(value)))
      throw Refusal.field('body', 'must be a JSON object', null);
    const shape = metatype as Class;
    const batch = batches.get(shape.prototype);
    return batch ? parseBatch(shape, value as object, batch) : parse(shape, value ?? {});
  }
}

type Each = { readonly each?: boolean };
const rule = (name: string, message: string, check: (value: unknown) => boolean, options: Each = {}): PropertyDecorator =>
  ValidateBy(
    {
      name,
      validator: { validate: (value) => check(value), defaultMessage: buildMessage((each) => `${each}$property ${message}`, options) },
    },
    options,
  );

/** What the OpenAPI document says of a property, or of each element of an array. */
const documented =
  (schema: ApiPropertyOptions): PropertyDecorator =>
  (target, key) => {
    const isArray = Reflect.getMetadata('design:type', target, key) === Array;
    ApiProperty({ ...schema, isArray } as ApiPropertyOptions)(target, key);
  };

/** A whole number in decimal digits. */
export const Whole = (least: number, most: number): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value)),
    rule(
      'whole',
      `must be a whole number from ${least} to ${most}`,
      (value) => typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most,
    ),
    documented({ type: 'integer', minimum: least, maximum: most }),
  );

/** An RFC 3339 instant with offset, as epoch milliseconds. A null in a body is as if absent. */
export const Instant = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) =>
      typeof value === 'string' ? (parseInstant(value) ?? value) : typeof value === 'number' ? String(value) : (value ?? undefined),
    ),
    ValidateBy({
      name: 'instant',
      validator: {
        validate: (value) => typeof value === 'number',
        defaultMessage: (args) =>
          `${args?.property} ${typeof args?.value === 'string' ? (instantProblem(args.value) ?? 'is not an instant') : args?.value === undefined ? 'must be given' : 'must be given once'}`,
      },
    }),
    documented({ type: 'string', format: 'date-time' }),
  );

/** A list of 1 to `most` objects. A shape has one at most. */
export const Batch = (shape: () => Class, most: number): PropertyDecorator =>
  applyDecorators(
    (target: object, property: string | symbol) => void batches.set(target, { property: String(property), most }),
    rule('batch', batchRule(most), (value) => Array.isArray(value) && value.length >= 1 && value.length <= most),
    ValidateNested({ each: true }),
    Type(shape),
    ApiProperty({ minItems: 1, maxItems: most }),
  );

/** A parameter that may be repeated: always an array of texts, none of them empty or with a NUL. */
export const Repeated = (): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    Transform(({ value }) => (value === undefined ? undefined : [value].flat().filter((one) => one !== ''))),
    rule(
      'repeated',
      'must not contain NUL',
      (value) => Array.isArray(value) && value.every((one) => typeof one === 'string' && !one.includes('\0')),
    ),
  );

/** One of these values, each of them when the parameter may be repeated. */
export const OneOf = (...values: readonly string[]): PropertyDecorator =>
  applyDecorators(
    rule('oneOf', `must be one of ${values.join(', ')}`, (value) =>
      [value].flat().every((one) => typeof one === 'string' && values.includes(one)),
    ),
    documented({ type: 'string', enum: [...values] }),
  );

/** A text that is not empty and that the database can store: no NUL, no lone surrogate. */
export const Words = (most = 1_000, options?: Each): PropertyDecorator =>
  applyDecorators(
    rule(
      'words',
      `must be a text of 1 to ${most} characters without NUL`,
      (value) => typeof value === 'string' && value.length > 0 && isWithin(most, value) && !/\0|\p{Surrogate}/u.test(value),
      options,
    ),
    documented({ type: 'string', minLength: 1, maxLength: most }),
  );

const isWithin = (most: number, text: string): boolean => text.length <= most || (text.length <= 2 * most && [...text].length <= most);

/** "10.0.0.0/8", "2001:db8::/32" or a single address. */
export const Cidr = (options?: Each): PropertyDecorator =>
  applyDecorators(
    rule('cidr', 'must be an address or a CIDR', (value) => typeof value === 'string' && isCidr(value), options),
    documented({ type: 'string', example: '10.0.0.0/8' }),
  );

/** An id that callers choose: printable, without white space, quotes or slashes. */
export const Identifier = (): PropertyDecorator =>
  applyDecorators(
    rule(
      'identifier',
      'must be an id of 1 to 128 letters, digits or . _ : @ -',
      (value) => typeof value === 'string' && IDENTIFIER.test(value),
    ),
    documented({ type: 'string', pattern: IDENTIFIER.source }),
  );
const IDENTIFIER = /^[\w.:@-]{1,128}$/;

/** A civil date such as 2021-08-01. */
export const Day = (): PropertyDecorator =>
  rule('day', 'must be a date such as 2021-08-01', (value) => typeof value === 'string' && dateProblem(value) === undefined);

/** An absolute https URL without user information. */
export const HttpsUrl = (): PropertyDecorator =>
  rule('httpsUrl', 'must be an https URL of at most 2000 characters', (value) => {
    if (typeof value !== 'string' || value.length > 2_000 || !URL.canParse(value)) return false;
    const { protocol, username, password } = new URL(value);
    return protocol === 'https:' && username === '' && password === '';
  });

/** `true` or `false`. */
export const Flag = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value)),
    rule('flag', 'must be true or false', (value) => typeof value === 'boolean'),
    documented({ type: 'boolean' }),
  );
