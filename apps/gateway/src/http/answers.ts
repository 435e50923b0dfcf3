import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { Says } from './route.js';

/** A route of the alerts family: its message, its status and its documented answer, which stands in `data` of the envelope. */
export const Answers = (model: Type, message: string, status = 200): MethodDecorator =>
  applyDecorators(
    Says(message, status),
    ApiExtraModels(model),
    ApiResponse({
      status,
      description: message,
      schema: {
        required: ['code', 'message', 'data'],
        properties: {
          code: { type: 'integer', example: status },
          message: { type: 'string', example: message },
          data: { $ref: getSchemaPath(model) },
        },
      },
    }),
  );
