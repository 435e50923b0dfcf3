import v8 from 'node:v8';

// A small heap costs exports no speed, which PostgreSQL and the disk decide (docs/performance.md). NODE_OPTIONS does not take this flag; it works from
// here on, so that main.ts imports this first.
v8.setFlagsFromString('--optimize-for-size');
