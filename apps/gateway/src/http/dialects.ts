import { alertsDialect, collectDialect, type Dialect } from '#runtime';

const NAMES: Readonly<Record<number, readonly [code: string, error: string]>> = {
  400: ['BAD_REQUEST', 'Bad Request'],
  401: ['UNAUTHORIZED', 'Unauthorized'],
  403: ['FORBIDDEN', 'Forbidden'],
  404: ['NOT_FOUND', 'Not Found'],
  410: ['GONE', 'Gone'],
  413: ['PAYLOAD_TOO_LARGE', 'Payload Too Large'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type'],
  416: ['RANGE_NOT_SATISFIABLE', 'Range Not Satisfiable'],
  422: ['UNPROCESSABLE_ENTITY', 'Unprocessable Entity'],
  429: ['TOO_MANY_REQUESTS', 'Too Many Requests'],
  500: ['INTERNAL_SERVER_ERROR', 'Internal Server Error'],
  502: ['BAD_GATEWAY', 'Bad Gateway'],
  503: ['SERVICE_UNAVAILABLE', 'Service Unavailable'],
};

const reports: Dialect = {
  wrap: (data) => data,
  refuse: (status, message, errors) => {
    const [code, error] = NAMES[status] ?? ['ERROR', 'Error'];
    const shown = message === 'insufficient permissions' ? 'You do not have access to this resource.' : message;
    return { status, code, error, message: shown, ...(errors && { errors }) };
  },
};

const mackerel: Dialect = {
  wrap: (data) => data,
  refuse: (status, message, errors) => {
    const shown = status === 401 ? 'Authentication failed. Please try with valid Api Key.' : message;
    return { error: { message: errors?.[0] ? `${errors[0].key}: ${errors[0].message}` : shown } };
  },
};

/** JSON-RPC, but for who is not let in. */
const mcp: Dialect = {
  wrap: (data) => data,
  refuse: (status, message, errors, code) => {
    if ([401, 403, 429].includes(status)) return alertsDialect.refuse(status, message, errors, code);
    const shown = errors?.[0] ? `${errors[0].key}: ${errors[0].message}` : message;
    return { jsonrpc: '2.0', error: { code: status === 400 ? -32700 : -32000, message: shown }, id: null };
  },
};

const isBelow = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`) || path.startsWith(`${root}?`);

/** By path, so that unknown routes and broken bodies are answered in the right tongue too. */
export function dialectOf(url: string): Dialect {
  const path = routeUrl(url);
  if (isBelow(path, '/api/v0')) return mackerel;
  if (isBelow(path, '/mcp')) return mcp;
  return ['/reports', '/logs', '/downloads'].some((root) => isBelow(path, root)) ? reports : collectDialect(path);
}

/** As routes are declared: the reports family answers with and without the /api prefix, a letter may be spelled by its code, and a proxy may name the host. */
export const routeUrl = (url: string): string =>
  spelledOut(url.replace(/^https?:\/\/[^/?]*/i, '')).replace(/^\/api(?=\/(?:reports|logs|downloads)(?:[/?]|$))/, '');

const LETTERS = /%(?:3[0-9]|[46][1-9a-f]|[57][0-9a])/gi;
const spelledOut = (url: string): string =>
  url.includes('%') ? url.replace(/^[^?]+/, (path) => path.replace(LETTERS, decodeURIComponent)) : url;
