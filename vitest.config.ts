import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

// The server that the store's tests share; a checkout without it still tests everything else.
const globalSetup = ['test/globalSetup.ts'].filter((file) => existsSync(file))

// CI counts from a report; people read the terminal.
const report = process.env['TEST_REPORT']

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup,
    setupFiles: ['test/setup.ts'],
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}', 'commands/**/*.ts', 'adapters/**/*.{ts,tsx}'],
      exclude: ['src/store/generated/**'],
      reporter: ['text-summary'],
    },
  },
})
