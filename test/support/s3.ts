import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { S3Fault, verifySignature } from './s3-signature.js';

type Stored = { readonly body: Buffer; readonly etag: string; readonly at: Date };
type Uploading = { readonly key: string; readonly parts: Map<number, Stored>; readonly at: Date };
type Asked = {
  readonly method: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly range: string;
  readonly condition: string;
  readonly body: Buffer;
};
type Answer = { readonly status?: number; readonly headers?: Record<string, string | number>; readonly body?: Buffer | string };
type Xml = { readonly [name: string]: string | boolean | Xml | readonly Xml[] | undefined };

/** Checksums that many servers do not know. */
const NEWER = /^x-amz-(?:checksum|sdk-checksum|trailer)/;
const MIN_PART_BYTES = 5 * 1024 * 1024;
const CREDENTIALS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
const credentials = (): (string | undefined)[] => CREDENTIALS.map((name) => process.env[name]);
function setCredentials(values: readonly (string | undefined)[]): void {
  for (const [i, name] of CREDENTIALS.entries()) {
    if (values[i] === undefined) delete process.env[name];
    else process.env[name] = values[i];
  }
}
/** Small, so that a test meets the second page. */
const PAGE = 10;

/** A bucket of S3 in memory: signatures, listings in pages, ranges and multipart uploads with their rules, for one pair of credentials. */
export class S3 {
  static readonly ACCESS_KEY = 'test';
  static readonly SECRET = 'testsecret';
  static readonly BUCKET = 'reports';
  readonly objects = new Map<string, Stored>();
  readonly uploads = new Map<string, Uploading>();
  /** Refuses what it names a fault for, and lets wait. */
  fault: (method: string, url: URL) => Promise<S3Fault | undefined> = async () => undefined;
  /** What is done, and then answered as if it were not. */
  loses: (method: string, url: URL) => boolean = () => false;
  /** Whether `If-None-Match: *` means something to it, as it does not to old ones. */
  knowsConditions = true;
  private readonly server: Server;
  private readonly before = credentials();

  private constructor() {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  static async start(): Promise<S3> {
    const s3 = new S3();
    await new Promise<void>((listening) => s3.server.listen(0, '127.0.0.1', listening));
    return s3;
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  /** Where files go below a prefix. The client takes its credentials from the usual variables, which are those of this server until it stops. */
  place(prefix: string): { storage: string; endpoint: string } {
    setCredentials([S3.ACCESS_KEY, S3.SECRET]);
    return { storage: `s3://${S3.BUCKET}/${prefix}`, endpoint: this.url };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
    setCredentials(this.before);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status = 200, headers = {}, body = '' } = await this.answer(request).catch(faultAnswer);
    response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    const { method = '', headers } = request;
    const url = new URL(request.url ?? '/', this.url);
    const sent = await buffer(request);
    verifySignature({ method, url, headers, body: sent }, { [S3.ACCESS_KEY]: S3.SECRET });
    if (Object.keys(headers).some((name) => NEWER.test(name))) throw new S3Fault(501, 'NotImplemented');
    const fault = await this.fault(method, url);
    if (fault) throw fault;
    const [, bucket = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
    if (bucket !== S3.BUCKET) throw new S3Fault(404, 'NoSuchBucket');
    const asked = {
      method,
      key: rest.join('/'),
      query: url.searchParams,
      range: headers.range ?? '',
      condition: headers['if-none-match'] ?? '',
      body: sent,
    };
    const answer = this.done(asked);
    if (this.loses(method, url)) throw new S3Fault(503, 'SlowDown');
    return answer;
  }

  private done(asked: Asked): Answer {
    if (asked.key === '') return this.onBucket(asked);
    return asked.query.has('uploads') || asked.query.has('uploadId') ? this.onUpload(asked) : this.onObject(asked);
  }

  private onBucket({ method, query }: Asked): Answer {
    const prefix = query.get('prefix') ?? '';
    if (method === 'HEAD') return {};
    if (query.has('uploads')) {
      const found = [...this.uploads].filter(([, { key }]) => key.startsWith(prefix));
      const Upload = found.map(([UploadId, { key, at }]) => ({ Key: key, UploadId, Initiated: at.toISOString() }));
      return xml('ListMultipartUploadsResult', { IsTruncated: false, Upload });
    }
    const after = query.get('continuation-token') ?? '';
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const page = keys.slice(0, PAGE);
    const Contents = page.map((Key) => ({ Key, LastModified: (this.objects.get(Key)?.at ?? new Date()).toISOString() }));
    return xml('ListBucketResult', { IsTruncated: keys.length > PAGE, NextContinuationToken: page.at(-1), Contents });
  }

  private onUpload({ method, key, query, body }: Asked): Answer {
    if (query.has('uploads')) {
      const UploadId = randomUUID();
      this.uploads.set(UploadId, { key, parts: new Map(), at: new Date() });
      return xml('InitiateMultipartUploadResult', { Key: key, UploadId });
    }
    const id = query.get('uploadId') ?? '';
    const upload = this.uploads.get(id);
    if (!upload) throw new S3Fault(404, 'NoSuchUpload');
    if (method === 'PUT') {
      const part = stored(body);
      upload.parts.set(Number(query.get('partNumber')), part);
      return { headers: { etag: part.etag } };
    }
    this.uploads.delete(id);
    if (method === 'DELETE') return { status: 204 };
    const whole = stored(Buffer.concat(partsOf(upload, body.toString())));
    this.objects.set(key, whole);
    return xml('CompleteMultipartUploadResult', { Key: key, ETag: whole.etag });
  }

  private onObject({ method, key, range, condition, body }: Asked): Answer {
    if (method === 'DELETE') {
      this.objects.delete(key);
      return { status: 204 };
    }
    if (method === 'PUT') {
      if (condition === '*' && this.knowsConditions && this.objects.has(key)) throw new S3Fault(412, 'PreconditionFailed');
      this.objects.set(key, stored(body));
      return { headers: { etag: stored(body).etag } };
    }
    const object = this.objects.get(key);
    if (!object) throw new S3Fault(404, 'NoSuchKey');
    const size = object.body.length;
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
    if (first === undefined) return { headers: { etag: object.etag, 'content-length': size }, body: object.body };
    const [from, to] = [Number(first), last ? Math.min(Number(last), size - 1) : size - 1];
    if (from > to) throw new S3Fault(416, 'InvalidRange');
    const headers = { 'content-range': `bytes ${from}-${to}/${size}`, 'content-length': to - from + 1 };
    return { status: 206, headers, body: object.body.subarray(from, to + 1) };
  }
}

const stored = (body: Buffer): Stored => ({ body, etag: `"${createHash('md5').update(body).digest('hex')}"`, at: new Date() });

/** The parts that the order to complete names, if they are those that came and all but the last are large enough. */
function partsOf({ parts }: Uploading, order: string): Buffer[] {
  const named = [...order.matchAll(/<Part>([\s\S]*?)<\/Part>/g)].map(([, part = '']) => ({
    number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
    etag: /<ETag>([^<]*)</.exec(part)?.[1]?.replaceAll('&quot;', '"'),
  }));
  return named.map(({ number, etag }, place) => {
    const part = parts.get(number);
    if (!part || part.etag !== etag) throw new S3Fault(400, 'InvalidPart');
    if (place < named.length - 1 && part.body.length < MIN_PART_BYTES) throw new S3Fault(400, 'EntityTooSmall');
    return part.body;
  });
}

const xml = (root: string, content: Xml): Answer => ({
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>${element(root, content)}`,
});

function element(name: string, value: Xml[string]): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join('');
  const inner =
    typeof value === 'object'
      ? Object.entries(value).map(([key, one]) => element(key, one))
      : [String(value).replace(/[<&]/g, (c) => (c === '<' ? '&lt;' : '&amp;'))];
  return `<${name}>${inner.join('')}</${name}>`;
}

function faultAnswer(error: unknown): Answer {
  const { status, code } = error instanceof S3Fault ? error : new S3Fault(500, 'InternalError');
  return { ...xml('Error', { Code: code, Message: code }), status };
}
