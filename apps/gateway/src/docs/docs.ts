import { createRequire } from 'node:module';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import type { RouteDeclaration } from '../http/route.js';
import { belowApi } from './below-api.js';
import { describeApi } from './document.js';

const UI = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];
const CONFIG = { config: { needs: 'nothing' } } as const;

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Alertledger API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css"><link rel="icon" href="/api/docs/favicon-32x32.png"></head>
<body><div id="ui"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/open.js"></script></body>
</html>
`;
const OPEN = "SwaggerUIBundle({ url: '/api/docs/openapi.json', dom_id: '#ui', deepLinking: true, tryItOutEnabled: true });\n";
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** /api/docs, for people, and for programs /api/docs/openapi.json and, below the server `/api`, /api-docs/openapi.json. The document is made when somebody first asks. */
export class Docs {
  private readonly declared = new Map<string, Partial<RouteDeclaration>>();
  private app: INestApplication | undefined;
  private described: OpenAPIObject | undefined;

  /** Every route added after this call can be described. */
  addRoutes(server: FastifyInstance): void {
    server.addHook('onRoute', ({ method, url, config }) => {
      for (const one of [method].flat()) this.declared.set(`${one} ${url.replace(/:(\w+)/g, '{$1}')}`, config ?? {});
    });
    void server.register(fastifyStatic, { root: UI, serve: false });
    server.get('/api/docs', CONFIG, (_, reply) =>
      reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(PAGE),
    );
    server.get('/api/docs/open.js', CONFIG, (_, reply) => reply.type('text/javascript').send(OPEN));
    for (const file of FILES) server.get(`/api/docs/${file}`, CONFIG, (_, reply) => reply.sendFile(file));
    server.get('/api/docs/openapi.json', CONFIG, async () => this.document());
    server.get('/api-docs/openapi.json', CONFIG, async () => belowApi(this.document()));
  }

  describe(app: INestApplication): void {
    this.app = app;
  }

  /** Once the app has been described. */
  document(): OpenAPIObject {
    if (!this.app) throw new Error('the app has not been described yet');
    this.described ??= describeApi(this.app, this.declared);
    return this.described;
  }
}
