import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/setup/services.ts'],
    setupFiles: ['test/setup/seeded-properties.ts'],
    // tests wait for facts; this is only the point at which one is given up
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 20_000,
    pool: 'forks',
    // one more than most machines of this kind have cores: many tests wait for processes and databases
    maxWorkers: 3,
    allowOnly: false,
    passWithNoTests: false,
  },
})
