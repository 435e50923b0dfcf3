import { addAbortSignal, Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  type MultipartUpload,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { Measure } from './measure.js';
import {
  checkName,
  FileGone,
  type Files,
  type Listed,
  type Slice,
  StorageAway,
  StorageFull,
  StorageUnusable,
  type StoredFile,
} from './storage.js';

const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 2;
/** A server that is silent for so long is given up; the client's own patience has no end. */
const PATIENCE = { connectionTimeout: 5_000, socketTimeout: 30_000 };
/** What S3-compatible servers say when they have no room. */
const FULL = ['XMinioStorageFull', 'QuotaExceeded', 'InsufficientStorage', 'EntityTooLarge'];

/** Files in an S3 bucket. Credentials and region come from the usual AWS variables. An upload is invisible until it is complete. */
export class Bucket implements Files {
  private readonly client: S3Client;
  private readonly root: string;

  constructor(
    private readonly bucket: string,
    prefix: string,
    { endpoint, region }: { readonly endpoint?: string | undefined; readonly region?: string | undefined },
  ) {
    this.root = prefix === '' ? '' : `${prefix.replace(/\/+$/, '')}/`;
    this.client = new S3Client({
      requestHandler: PATIENCE,
      region: region ?? 'us-east-1',
      followRegionRedirects: true,
      // Checksums that an operation does not ask for are refused by servers that do not know them.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...(endpoint && { endpoint, forcePathStyle: true }),
    });
  }

  async check(): Promise<void> {
    await this.client.send(new HeadBucketCommand({ Bucket: this.bucket })).catch((error: unknown) => {
      const why = lackOf(error);
      throw why ? new StorageUnusable(why, { cause: error }) : error;
    });
  }

  /** An abort ends the body, and so the upload: unlike `Upload.abort` this waits until its parts are given up. */
  async write(name: string, body: AsyncIterable<Buffer>, signal: AbortSignal): Promise<StoredFile> {
    const measure = new Measure();
    const target = { ...this.at(name), Body: addAbortSignal(signal, Readable.from(copies(measure.through(body)))) };
    const upload = new Upload({ client: this.client, params: target, partSize: PART_BYTES, queueSize: PARTS_AT_ONCE });
    try {
      await upload.done();
      return measure.result();
    } catch (error) {
      signal.throwIfAborted();
      if (isCalled(error, ...FULL)) throw new StorageFull('the export storage is full', { cause: error });
      throw isAway(error) ? new StorageAway('the export storage does not answer', { cause: error }) : error;
    }
  }

  /** Whoever loses a race is told at once (409) or when it is over (412); a server that knows no condition answers 501, or writes all the same. */
  async create(name: string, bytes: Buffer): Promise<boolean> {
    try {
      await this.client.send(new PutObjectCommand({ ...this.at(name), Body: bytes, IfNoneMatch: '*' }));
      return true;
    } catch (error) {
      if (statusOf(error) !== 412 && statusOf(error) !== 409) throw error;
      return false;
    }
  }

  async read(name: string, { first, last }: Slice): Promise<Readable> {
    const { Body } = await this.client.send(new GetObjectCommand({ ...this.at(name), Range: `bytes=${first}-${last}` })).catch(asGone);
    if (!(Body instanceof Readable)) throw new Error('the storage answered without a body');
    return Body;
  }

  async size(name: string): Promise<number> {
    const { ContentLength } = await this.client.send(new HeadObjectCommand(this.at(name))).catch(asGone);
    return ContentLength ?? 0;
  }

  async remove(name: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand(this.at(name)));
    for await (const { Key, UploadId } of this.uploads(name))
      if (Key === this.at(name).Key) await this.client.send(new AbortMultipartUploadCommand({ Bucket: this.bucket, Key, UploadId }));
  }

  async *list(prefix: string): AsyncGenerator<Listed> {
    const pages = paginateListObjectsV2({ client: this.client }, { Bucket: this.bucket, Prefix: this.root + prefix });
    for await (const { Contents = [] } of pages)
      for (const { Key = '', LastModified } of Contents) yield this.listed(Key, true, LastModified);
    for await (const { Key = '', Initiated } of this.uploads(prefix)) yield this.listed(Key, false, Initiated);
  }

  /** Uploads that are under way, or were given up by a process that died. */
  private async *uploads(prefix: string): AsyncGenerator<MultipartUpload> {
    const asked = { Bucket: this.bucket, Prefix: this.root + prefix };
    const { Uploads = [] } = await this.client.send(new ListMultipartUploadsCommand(asked));
    yield* Uploads.filter(({ Key }) => Key?.startsWith(asked.Prefix));
  }

  private listed(key: string, finished: boolean, at: Date | undefined): Listed {
    return { name: key.slice(this.root.length), finished, at: at ?? new Date() };
  }

  private at(name: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: this.root + checkName(name) };
  }
}

/** An upload keeps what makes up a part until that is sent. */
async function* copies(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const bytes of body) yield Buffer.from(bytes);
}

const statusOf = (error: unknown): number => (error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0);
const isCalled = (error: unknown, ...names: string[]): boolean => error instanceof S3ServiceException && names.includes(error.name);

const LOST = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'TimeoutError'];

/** No connection, a silent server, or a 5xx. */
function isAway(error: unknown): boolean {
  if (statusOf(error) >= 500) return true;
  if (error instanceof AggregateError) return error.errors.some(isAway);
  return error instanceof Error && (LOST.includes(error.name) || ('code' in error && LOST.includes(String(error.code))));
}

const asGone = (error: unknown): never => {
  throw isCalled(error, 'NoSuchKey', 'NotFound') ? new FileGone('the file does not exist', { cause: error }) : error;
};

/** What is missing on our side; undefined when the server is at fault, or does not answer. */
function lackOf(error: unknown): string | undefined {
  if (error instanceof Error && error.name === 'CredentialsProviderError') return 'there are no AWS credentials';
  const status = statusOf(error);
  if (status === 403) return 'these credentials do not permit it';
  return status === 404 ? 'there is no such bucket' : undefined;
}
