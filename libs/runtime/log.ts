import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, pino } from 'pino';
import { traceFields } from './tracing.js';

type Write = (fields: object, message: string) => void;

/** Where the program tells its operators something: fields first, then one sentence. */
export abstract class Log {
  abstract readonly debug: Write;
  abstract readonly info: Write;
  abstract readonly warn: Write;
  abstract readonly error: Write;
}

/** JSON lines on stdout. */
export const createLog = (app: string, level: string, to: DestinationStream = pino.destination(1)): Log =>
  pino(
    {
      level,
      base: { app, pid: process.pid },
      mixin: traceFields,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: told },
      redact: { paths: SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`]), censor: '[redacted]' },
    },
    to,
  );

const SECRETS = ['authorization', 'x-api-key', 'token', 'key', 'secret', 'signature', 'password'];

/** What a log line tells of an error. Never its other fields: drivers hang bound values, commands and headers there, and those hold secrets. */
function told(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { code, constraint }: { code?: unknown; constraint?: unknown } = Object(error);
  const cause = error instanceof AggregateError ? error.errors[0] : error.cause;
  return { type: error.name, message: error.message, code, constraint, stack: error.stack, cause: cause && told(cause) };
}

/** Nest's own lines in the same form. Its boot chatter is debug. */
export class NestLog implements LoggerService {
  constructor(private readonly to: Log) {}

  log(message: unknown, context?: unknown): void {
    this.to.debug({ context }, String(message));
  }
  debug(message: unknown, context?: unknown): void {
    this.log(message, context);
  }
  warn(message: unknown, context?: unknown): void {
    this.to.warn({ context }, String(message));
  }
  error(message: unknown, stack?: unknown, context?: unknown): void {
    this.to.error({ stack, context }, String(message));
  }
}
