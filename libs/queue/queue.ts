export { connectRedis, redisAnswers } from './connect.js';
export { ExportHandler, ExportProcessor } from './export-processor.js';
export { ExportQueue, PLACES } from './export-queue.js';
export { type QueuePlace, queueModule } from './queue-module.js';
