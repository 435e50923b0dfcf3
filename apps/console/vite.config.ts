import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  base: '/console/',
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    manifest: true,
  },
});
