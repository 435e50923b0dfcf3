import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { type FieldFault, mapGivingWay, Refusal } from '#runtime';

/** Of more faults nobody reads. */
const MOST_FAULTS = 100;

const strict = new WeakSet<object>();
/** A body in which a field the API does not know is refused. */
export const Strict = (): ClassDecorator => (target) => {
  strict.add(target);
};

/** The DTO of a class, from what a caller sent. Refuses with 400. */
export function parse<T extends object>(shape: new () => T, value: object): T {
  const dto = plainToInstance(shape, value, { exposeDefaultValues: true, exposeUnsetFields: false });
  const faults = validateSync(dto, {
    whitelist: true,
    forbidNonWhitelisted: strict.has(shape),
    forbidUnknownValues: false,
    stopAtFirstError: true,
  });
  if (faults.length > 0) throw faulty(faults.flatMap((fault) => fieldFaults(fault, value)));
  return dto;
}

const faulty = (errors: readonly FieldFault[]): Refusal => new Refusal('validation-failed', { errors: errors.slice(0, MOST_FAULTS) });

/** Shows values as they were sent, not as a DTO made them. */
function fieldFaults({ property, constraints, children }: ValidationError, sent: unknown, above = ''): FieldFault[] {
  const key = `${above}${property}`;
  const value = typeof sent === 'object' && sent !== null && Object.hasOwn(sent, property) ? Reflect.get(sent, property) : undefined;
  const own = Object.values(constraints ?? {}).map((message) => ({ key, message, value: shown(value) }));
  return [...own, ...(children ?? []).flatMap((child) => fieldFaults(child, value, `${key}.`))];
}

const shown = (value: unknown): unknown => {
  if (value === undefined) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text !== undefined && text.length > 200 ? `${text.slice(0, 200)}…` : value;
};

export const batchRule = (most: number): string => `must be a list of 1 to ${most} entries`;

export type BatchOf = { readonly property: string; readonly most: number };
/** The property of a shape that is a list of many, by the shape's prototype. */
export const batches = new WeakMap<object, BatchOf>();
const AT_A_TIME = 20;

/** A body whose list may be long, a part at a time: others have their turn in between. */
export async function parseBatch<T extends object>(shape: new () => T, value: object, { property, most }: BatchOf): Promise<T> {
  const list: unknown = Reflect.get(value, property);
  if (!Array.isArray(list) || list.length <= AT_A_TIME) return parse(shape, value);
  if (list.length > most) throw Refusal.field(property, `${property} ${batchRule(most)}`, null);
  const starts = Array.from({ length: Math.ceil(list.length / AT_A_TIME) }, (_, part) => part * AT_A_TIME);
  const parts = await mapGivingWay(starts, (from) =>
    parsePart(shape, { ...value, [property]: list.slice(from, from + AT_A_TIME) }, property, from),
  );
  const faults = new Map(parts.flatMap(({ errors }) => errors).map((fault) => [fault.key, fault]));
  const [first] = parts;
  if (faults.size > 0 || !first?.dto) throw faulty([...faults.values()]);
  return Object.assign(first.dto, { [property]: parts.flatMap(({ dto }) => (dto ? (Reflect.get(dto, property) as unknown[]) : [])) });
}

/** Faults of entries are told by their place in the whole list. */
function parsePart<T extends object>(shape: new () => T, value: object, property: string, from: number): { dto?: T; errors: FieldFault[] } {
  try {
    return { dto: parse(shape, value), errors: [] };
  } catch (error) {
    if (!(error instanceof Refusal) || !error.details.errors) throw error;
    const placed = (key: string): string => key.replace(new RegExp(`^${property}\\.(\\d+)`), (_, at) => `${property}.${from + Number(at)}`);
    return { errors: error.details.errors.map((fault) => ({ ...fault, key: placed(fault.key) })) };
  }
}
