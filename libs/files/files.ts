export { openFiles, type Place } from './open.js';
export { FileGone, Files, type Listed, type Slice, StorageAway, StorageFull, StorageUnusable, type StoredFile } from './storage.js';
