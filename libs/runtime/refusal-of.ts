import { Refusal, type RefusalCode } from './refusals.js';

const BY_CODE: Readonly<Record<string, RefusalCode>> = {
  FST_ERR_BAD_URL: 'malformed-path',
  FST_ERR_MAX_PARAM_LENGTH: 'unknown-route',
};
const BY_STATUS: Readonly<Record<number, RefusalCode>> = { 404: 'unknown-route', 413: 'body-too-large', 415: 'unsupported-body' };

/** What an error thrown anywhere below the edge means to the caller. Undefined: a bug. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const { code, statusCode, status, cause } = fieldsOf(error);
  const http = Number(statusCode ?? status);
  const known = BY_CODE[String(code)] ?? BY_STATUS[http] ?? (http >= 400 && http < 500 ? 'malformed-body' : undefined);
  if (known) return explained(known);
  return isStorageDown(error) || isStorageDown(cause)
    ? new Refusal('storage-unavailable', { retryAfterSeconds: 1, cause: error })
    : undefined;
}

/** A 400 names what is at fault. */
function explained(code: RefusalCode): Refusal {
  const refusal = new Refusal(code);
  const errors = [{ key: code === 'malformed-path' ? 'path' : 'body', message: refusal.message, value: null }];
  return refusal.status === 400 ? new Refusal(code, { errors }) : refusal;
}

const NETWORK = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
/** Connection, too many of them, shutdown and failover, a statement or lock that took too long, a deadlock lost again and again. */
const SQLSTATE = /^(08...|53...|57014|57P0.|55P03|25006|40001|40P01)$/;
const SENTENCE =
  /^(Connection terminated|timeout exceeded|Client has encountered a connection error|Cannot use a pool after|Driver not Connected)/i;

/** True when the database does not answer, so that the same request may succeed later. */
export function isStorageDown(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isStorageDown);
  const { code, message } = fieldsOf(error);
  return typeof code === 'string' ? NETWORK.includes(code) || SQLSTATE.test(code) : SENTENCE.test(String(message));
}

type Fields = Readonly<Record<'code' | 'statusCode' | 'status' | 'cause' | 'message', unknown>>;
const fieldsOf = (error: unknown): Partial<Fields> => (typeof error === 'object' && error !== null ? error : {});
