import { useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import type { Schemas } from '../../../../packages/client/client';
import { api } from '../data/client';
import { bodyOf, Failure } from '../data/failure';
import { useWords } from '../words/words';

export type Job = Schemas['ExportJob'];

export const isRunning = ({ status }: Job): boolean => status === 'queued' || status === 'processing';

/** `alerts, csv, gzip` */
export const kindOf = ({ report_type, format, compression }: Pick<Job, 'report_type' | 'format' | 'compression'>): string =>
  [report_type, format, ...(compression === 'gzip' ? ['gzip'] : [])].join(', ');

const UNITS = ['B', 'kB', 'MB', 'GB'];
export function bytesText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1000)));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${UNITS[power]}`;
}

export function State({ job }: { job: Job }) {
  const say = useWords();
  if (job.status === 'processing') return <progress max={100} value={job.progress} aria-label={say('processing')} />;
  return (
    <>
      {say(job.status === 'failed' ? 'failedState' : job.status)}
      {job.error && <small> {job.error.message}</small>}
    </>
  );
}

/** The link is asked for when it is wanted, and goes to the browser alone. */
export function Actions({ job }: { job: Job }) {
  const say = useWords();
  const cache = useQueryClient();
  const [problem, setProblem] = useState('');
  const attempt = (work: () => Promise<void>): void =>
    void work().catch((error: unknown) => setProblem(error instanceof Failure ? error.message : String(error)));
  const params = { params: { path: { id: job.job_id } } };
  const download = async (): Promise<void> => {
    const { download_url } = await bodyOf(api.GET('/reports/export/{id}', params));
    if (download_url) location.assign(download_url);
    else setProblem(say('missing'));
  };
  const remove = async (): Promise<void> => {
    await bodyOf(api.DELETE('/reports/export/{id}', params));
    await Promise.all(['exports', 'export'].map((name) => cache.invalidateQueries({ queryKey: [name] })));
  };
  return (
    <div class="row">
      {job.status === 'completed' && job.download_url && (
        <button type="button" onClick={() => attempt(download)}>
          {say('download')}
        </button>
      )}
      {(isRunning(job) || job.download_url) && (
        <button type="button" onClick={() => attempt(remove)}>
          {say(isRunning(job) ? 'cancel' : 'delete')}
        </button>
      )}
      <span role="alert">{problem}</span>
    </div>
  );
}
