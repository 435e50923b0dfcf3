import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { EmptyIsAbsent } from '../../http/lists.js';
import { Whole, Words } from '../../http/parameters.js';

export const FIELDS = ['source', 'policy', 'number'] as const;
export type Field = (typeof FIELDS)[number];

export class ChoicesQuery {
  /** What reports can be narrowed by: `sources`, `policies` or `numbers`. */
  @IsIn(FIELDS)
  field: Field;
  /** A part of the name, in any case. */
  @EmptyIsAbsent()
  @Words(200)
  q?: string;
  @EmptyIsAbsent()
  @Whole(1, 100)
  limit = 20;
}

/** A value that reports take. */
export class Choice {
  /** Of a source or policy; a number is its own. */
  @ApiProperty({ oneOf: [{ type: 'integer' }, { type: 'string' }] })
  id: number | string;
  name: string;
  organization_id: string;
}
