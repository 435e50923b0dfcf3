import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, type CallToolResult, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { currentBuild, type FieldFault, Refusal } from '#runtime';
import type { Caller } from '../http/identity/caller.js';
import { ask } from './ask.js';
import { addressOf, type Given, type Input, inputOf } from './input.js';
import { offsetIn, PAGE_ROWS, pageOf } from './results.js';
import { INSTRUCTIONS, TOOLS, type Tool } from './tools.js';

/** Who asks, and of which gateway. */
export type Asking = { readonly server: FastifyInstance; readonly caller: Caller; readonly signal: AbortSignal };
export type Offered = { readonly tool: Tool; readonly input: Input };

/** The tools whose endpoints the gateway has. */
export const offeredBy = (document: OpenAPIObject): Offered[] =>
  TOOLS.flatMap((tool) => {
    const input = inputOf(tool, document);
    return input ? [{ tool, input }] : [];
  });

/** Speaks for one request: nothing is kept between them. */
export function assistantServer(offered: readonly Offered[], asking: Asking): Server {
  const { version } = currentBuild();
  const server = new Server({ name: 'alertledger', version }, { capabilities: { tools: {} }, instructions: INSTRUCTIONS });
  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: offered.map(({ tool: { name, description }, input }) => ({
      ...{ name, description, inputSchema: input.schema },
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const found = offered.find(({ tool }) => tool.name === params.name);
    return found ? called(found, params.arguments ?? {}, asking) : failed(`there is no tool ${params.name}`);
  });
  return server;
}

/** What its endpoint refuses is the tool's answer: an assistant can mend its question. */
async function called({ tool, input }: Offered, given: Given, { server, caller, signal }: Asking): Promise<CallToolResult> {
  try {
    const { cursor, limit: _, ...others } = given;
    const at = typeof cursor === 'string' && cursor !== '' ? cursor : undefined;
    const url = addressOf(tool, input, { ...others, ...(tool.paging && paged(tool.paging, others, at)) });
    const rows = tool.paging ? PAGE_ROWS : offsetIn(at) + PAGE_ROWS;
    const { status, body } = await ask(server, caller, url, rows + 1, signal);
    if (status !== 200) return failed(wordsOf(body));
    const timezone = typeof given.timezone === 'string' && given.timezone ? given.timezone : caller.organization.timezone;
    return shown(pageOf(tool, dataOf(body), at, { timezone, about: namesAsked(tool, given) }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return failed(faultsOf(error.message, error.details.errors));
  }
}

/** Pages of an endpoint that takes them itself, none larger than a result may be. */
function paged(paging: 'page' | 'cursor', { page_size, page }: Given, cursor: string | undefined): Given {
  const size = Number(page_size ?? PAGE_ROWS);
  if (!(size <= PAGE_ROWS)) throw Refusal.field('page_size', `must be a whole number from 1 to ${PAGE_ROWS}`, page_size);
  if (paging === 'cursor') return { page_size: size, cursor };
  return { page_size: size, page: cursor === undefined ? page : offsetIn(cursor) };
}

/** The rows of a series carry no names: what their value is stands in the question, or in what it leaves out. */
const namesAsked = ({ columns }: Tool, { metric, 'group-by': grouping }: Given): string[] => [
  columns ? String(metric || 'COUNT').toLowerCase() : '',
  String(grouping || (columns ? 'WEEK' : '')),
];

/** Without the envelope; a list is `rows`. */
function dataOf(body: unknown): Record<string, unknown> {
  if (Array.isArray(body)) return { rows: body };
  const { data, code } = body as { data?: unknown; code?: unknown };
  return (code === 200 && typeof data === 'object' && data !== null ? data : body) as Record<string, unknown>;
}

const shown = (result: Record<string, unknown>): CallToolResult => ({
  structuredContent: result,
  content: [{ type: 'text', text: JSON.stringify(result) }],
});
const failed = (why: string): CallToolResult => ({ isError: true, content: [{ type: 'text', text: why }] });

/** In the tongue of whichever family refused. */
function wordsOf(body: unknown): string {
  const { message, errors, data } = (body ?? {}) as { message?: string; errors?: FieldFault[]; data?: { errors?: FieldFault[] } };
  return faultsOf(message ?? 'the request failed', errors ?? data?.errors);
}

const faultsOf = (message: string, errors: readonly FieldFault[] | undefined): string =>
  errors?.length ? errors.map((fault) => `${fault.key}: ${fault.message}`).join('; ') : message;
