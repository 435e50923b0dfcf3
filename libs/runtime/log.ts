import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';
import { traceFields } from './tracing.js';

type Write = (fields: object, message: string) => void;

/** Where the program tells its operators something: fields first, then one sentence. */
export abstract class Log {
  abstract readonly debug: Write;
  abstract readonly info: Write;
  abstract readonly warn: Write;
  abstract readonly error: Write;
}

/** JSON lines on stdout; credentials never reach them. */
export const createLog = (app: string, level: string): Log =>
  pino({
    level,
    base: { app, pid: process.pid },
    mixin: traceFields,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: ['authorization', 'token', 'key', '*.authorization', '*.token', '*["x-api-key"]'], censor: '[redacted]' },
  });

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
