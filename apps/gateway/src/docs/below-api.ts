import type { OpenAPIObject } from '@nestjs/swagger';

/** These answer with and without the prefix. */
const ALSO_BELOW = /^\/(reports|logs|downloads)\//;

/** The document as clients of ilert expect it: below one server `/api`, with the paths that answer there. Command line clients build their commands from it. */
export function belowApi(document: OpenAPIObject): OpenAPIObject {
  const below = Object.entries(document.paths).flatMap(([path, item]) => {
    if (path.startsWith('/api/')) return [[path.slice('/api'.length), item] as const];
    return ALSO_BELOW.test(path) ? [[path, item] as const] : [];
  });
  return { ...document, servers: [{ url: '/api' }], paths: Object.fromEntries(below) };
}
