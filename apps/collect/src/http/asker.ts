import { setImmediate as giveWay } from 'node:timers/promises';
import { gunzip } from 'node:zlib';
import { Agent, type Dispatcher } from 'undici';
import { JsonShape } from '#runtime';
import { AnswerBytes, type Hold } from './answer-bytes.js';

/** Why there is no usable answer. The message is one sentence without secrets, for the people of the tenant. */
export class PollFailure extends Error {}
/** It answered, but not with 200. */
export class WrongStatus extends PollFailure {
  constructor(readonly status: number) {
    super(`it answers with status ${status}`);
  }
}
export class TooLarge extends PollFailure {
  constructor() {
    super('its answer is larger than 32 MiB');
  }
}

/** After decompression. */
const LARGEST_ANSWER = 32 << 20;
/** As many as a webhook may hold: an answer of nothing but brackets would take twenty times its size. */
const MOST_ELEMENTS = 2_000_000;
/** What is smaller cannot hold too many. */
const SLICE = 1 << 20;
/** More than polls are ever under way: one that hangs must not keep others from being sent. */
const CONNECTIONS = 1_500;

/** Whom to ask, and how: headers go with every question. */
export type Server = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: { readonly rejectUnauthorized: boolean };
  readonly timeoutMs: number;
};
export type Question = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Holds the answer's bytes, and whoever made it releases them; without one they are held until the answer is there. */
  readonly hold?: Hold | undefined;
};
/** All answers of a process. */
export const answerBytes = new AnswerBytes();
export type Answer = { readonly status: number; readonly text: string };

/** Asks over HTTP, with a time limit that covers the body and a size limit that covers what is packed. Redirects are not followed: headers would go along. */
export class Asker {
  private readonly agent: Agent;

  constructor(private readonly server: Server) {
    this.agent = new Agent({ connections: CONNECTIONS, pipelining: 1, connect: { ...server.tls } });
  }

  /** Asks for a path below the server's url. Any status is an answer. Rejects with {@link PollFailure}. */
  ask(path: string, { hold, ...question }: Question): Promise<Answer> {
    const { origin, pathname, search } = new URL(`${this.server.url}${path}`);
    const headers = { accept: 'application/json', 'accept-encoding': 'gzip', ...this.server.headers, ...question.headers };
    const held = hold ?? answerBytes.hold();
    const answered = new Promise<Answer>((resolve, reject) => {
      const arriving = new Arriving(this.server.timeoutMs, held, resolve, reject);
      try {
        this.agent.dispatch({ ...question, origin, path: `${pathname}${search}`, headers }, arriving);
      } catch (error) {
        arriving.onResponseError(undefined, error as Error); // a header that no request can carry
      }
    });
    return hold ? answered : answered.finally(() => held.release());
  }

  /** Lets what is under way end. */
  async retire(): Promise<void> {
    await this.agent.close();
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

/** An answer on its way. Collects chunks itself: streams and abort signals cost more than all the rest of a poll. */
class Arriving implements Dispatcher.DispatchHandler {
  private readonly timer: NodeJS.Timeout;
  private controller: Dispatcher.DispatchController | undefined;
  private failure: PollFailure | undefined;
  private status = 0;
  private isPacked = false;
  private readonly chunks: Buffer[] = [];
  private size = 0;

  constructor(
    deadlineMs: number,
    private readonly hold: Hold,
    private readonly resolve: (answer: Answer) => void,
    private readonly reject: (reason: PollFailure) => void,
  ) {
    this.timer = setTimeout(() => this.fail(new PollFailure('no answer in time')), deadlineMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.failure) controller.abort(this.failure);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Record<string, string | string[] | undefined>): void {
    this.status = status;
    this.isPacked = headers['content-encoding'] === 'gzip';
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length;
    const room = this.hold.take(chunk.length);
    if (this.size > LARGEST_ANSWER) this.fail(new TooLarge());
    else this.chunks.push(chunk);
    if (!room || this.failure) return;
    controller.pause();
    void room.then(() => controller.resume());
  }

  onResponseEnd(): void {
    const body = Buffer.concat(this.chunks, this.size);
    if (this.isPacked) gunzip(body, { maxOutputLength: LARGEST_ANSWER }, (error, unpacked) => this.unpacked(error, unpacked));
    else void this.succeed(body);
  }

  onResponseError(_: unknown, cause: Error): void {
    this.fail(new PollFailure('it cannot be reached', { cause }));
  }

  private unpacked(error: (Error & { code?: string }) | null, body: Buffer): void {
    if (!error) void this.unpackedInto(body);
    else
      this.fail(
        error.code === 'ERR_BUFFER_TOO_LARGE' ? new TooLarge() : new PollFailure('its answer cannot be unpacked', { cause: error }),
      );
  }

  private async unpackedInto(body: Buffer): Promise<void> {
    await this.hold.take(Math.max(0, body.length - this.size));
    await this.succeed(body);
  }

  private async succeed(body: Buffer): Promise<void> {
    clearTimeout(this.timer);
    if (!(await isBounded(body))) return this.fail(new PollFailure(`its answer holds more than ${MOST_ELEMENTS} keys and elements`));
    this.resolve({ status: this.status, text: body.toString('utf8') });
  }

  private fail(reason: PollFailure): void {
    if (this.failure) return;
    this.failure = reason;
    clearTimeout(this.timer);
    this.reject(reason);
    this.controller?.abort(reason);
  }
}

async function isBounded(body: Buffer): Promise<boolean> {
  const shape = new JsonShape({ depth: null, elements: MOST_ELEMENTS });
  try {
    for (let at = 0; body.length > SLICE && at < body.length; at += SLICE) {
      shape.push(body.subarray(at, at + SLICE));
      await giveWay();
    }
    return true;
  } catch {
    return false; // the shape refuses what is beyond its bounds
  }
}

/** The JSON of a text. Rejects what is none with {@link PollFailure}. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PollFailure('its answer is not JSON');
  }
}
