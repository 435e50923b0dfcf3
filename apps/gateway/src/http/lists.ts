import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsOptional, ValidateBy } from 'class-validator';

/** An id beyond the database's numbers is still one, and matches nothing. */
const NOBODY = -1;

/** Optional, and an empty value is as if absent. */
export const EmptyIsAbsent = (): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    Transform(({ value }) => (value === '' ? undefined : value)),
  );

/** Optional texts, repeated or comma separated. */
export const Texts = (cleaned: (text: string) => string = (text) => text): PropertyDecorator =>
  listed(cleaned, (one) => typeof one === 'string' && !one.includes('\0'), 'must be texts without NUL');

/** Optional whole numbers, repeated or comma separated. */
export const Ids = (): PropertyDecorator => listed(idOf, Number.isInteger, 'must be whole numbers, repeated or separated by commas');

function idOf(text: string): number | string {
  if (!/^\s*-?\d+\s*$/.test(text)) return text;
  const id = Number(text);
  return Number.isSafeInteger(id) ? id : NOBODY;
}

/** What is not right is left as it came, for the refusal to show. */
const listed = (parse: (text: string) => number | string, isRight: (one: unknown) => boolean, fault: string): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    Transform(({ value }) => {
      const list = partsOf(value)?.map(parse);
      return list?.every(isRight) ? list : value;
    }),
    ValidateBy({
      name: 'listed',
      validator: {
        validate: (value) => Array.isArray(value) && value.every(isRight),
        defaultMessage: (args) => `${args?.property} ${fault}`,
      },
    }),
  );

/** The parts of a parameter that are not empty; undefined for what has none. A body may hold numbers. */
function partsOf(value: unknown): string[] | undefined {
  const values: unknown[] = [value].flat();
  const texts = values.filter((one) => typeof one === 'string' || typeof one === 'number').map(String);
  return texts.length === values.length ? texts.flatMap((one) => one.split(',')).filter((one) => one !== '') : undefined;
}
