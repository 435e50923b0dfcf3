import path from 'node:path';
import { Directory } from './directory.js';
import type { Files } from './storage.js';

/** `file:///directory` or `s3://bucket/prefix`; the endpoint is that of an S3-compatible server which is not AWS. */
export type Place = { readonly storage: string; readonly endpoint?: string | undefined; readonly region?: string | undefined };

export async function openFiles({ storage, ...server }: Place): Promise<Files> {
  if (storage.startsWith('file://')) return new Directory(path.resolve(storage.slice('file://'.length)));
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(storage) ?? [];
  // The SDK says at every start which versions of Node it will leave one day: that is ours to know.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { Bucket } = await import('./bucket.js'); // the SDK is large: only where it is used
  return new Bucket(bucket, prefix, server);
}
