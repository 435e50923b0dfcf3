import { readFileSync } from 'node:fs';
import type { Config } from 'jest';

// Jest on Node 20 cannot require() an ES module, so the tests run as CommonJS and every ESM-only package is compiled too.
// The list of those packages comes from the lockfile.
const lock: { packages: Record<string, unknown> } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const isEsmOnly = (path: string): boolean => {
  try {
    return JSON.parse(readFileSync(`${path}/package.json`, 'utf8')).type === 'module';
  } catch {
    return false; // an optional package of another platform
  }
};
const esmOnly = Object.keys(lock.packages)
  .filter((path) => path.startsWith('node_modules/') && isEsmOnly(path))
  .map((path) => path.slice('node_modules/'.length).replace(/[.+]/g, '\\$&'));

const swc = (syntax: 'typescript' | 'ecmascript'): [string, Record<string, unknown>] => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax, decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
  },
];

const config: Config = {
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test', '<rootDir>/tools'],
  testRegex: '\\.test\\.ts$',
  testEnvironment: 'node',
  maxWorkers: 2,
  testTimeout: 30_000,
  transform: { '\\.ts$': swc('typescript'), '\\.m?js$': swc('ecmascript') },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  globalSetup: '<rootDir>/test/global-setup.mjs',
  globalTeardown: '<rootDir>/test/global-teardown.mjs',
  reporters: ['default', '<rootDir>/test/closing-line.cjs'],
};
export default config;
