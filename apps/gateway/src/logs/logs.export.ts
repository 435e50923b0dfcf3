import type { Exportable } from '../http/exportable.js';
import { Strict } from '../http/parse.js';
import { SystemEventFilter } from './logs.dto.js';

@Strict()
class SystemEventExportFilter extends SystemEventFilter {}

/** The events of GET /logs/system-events, newest first. */
export const systemEventsExport: Exportable<SystemEventExportFilter> = {
  name: 'system-events',
  columns: ['timestamp', 'severity', 'message'],
  needs: ['read:analytics'],
  filters: SystemEventExportFilter,
  days: 'organization',
  prepare: (filters, range) => ({ filters, range }),
};
