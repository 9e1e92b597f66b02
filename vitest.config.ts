import { availableParallelism } from 'node:os'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const exclude = [
  '**/node_modules/**',
  '**/.overlap/**',
  '.toolchain/**',
  // A lesson's check runs against an answer, through the course and the gate.
  'lessons/*/check.test.ts',
]

/** Rooms whose tests start processes, listen on ports, or replace globals, the clock above all. */
const isolated = [
  'setup/**/*.test.ts',
  'course/**/*.test.ts',
  'docs/**/*.test.ts',
  'mock-server/src/{browser,msw,port,simulate,stage,time,transports}/**/*.test.ts',
]

/** A project whose test files share the modules they load: half the time, and less of the machine. */
const shared: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'shared',
    include: ['**/*.test.ts'],
    exclude: [...exclude, ...isolated],
    isolate: false,
    pool: 'threads',
  },
}

const alone: TestProjectInlineConfiguration = {
  extends: true,
  test: { name: 'isolated', include: isolated, exclude },
}

export default defineConfig({
  test: {
    projects: [shared, alone],
    setupFiles: ['./trace/src/vitest.ts'],
    // Vitest would leave one core to itself.
    maxWorkers: availableParallelism(),
    // A busy machine may take its time: no test measures it.
    testTimeout: 30_000,
  },
})
