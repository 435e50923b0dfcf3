export { openFiles, type Place } from './open.js';
export { FileGone, Files, type Listed, type Slice, StorageFull, type StoredFile } from './storage.js';
