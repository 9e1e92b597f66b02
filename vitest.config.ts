import { availableParallelism } from 'node:os'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const exclude = [
  '**/node_modules/**',
  '**/.overlap/**',
  '.toolchain/**',
  // A lesson's check runs against an answer, through the course and the gate.
  'lessons/*/backstage/check.test.ts',
]

/** Rooms whose tests listen on ports. */
const isolated = ['mock-server/src/{browser,port,transports}/**/*.test.ts']

/**
 * Rooms whose tests start processes, change the folder or the environment of their own, or replace
 * globals, the clock above all: one file at a time, and all is as before at its end.
 */
const starting = [
  ...['setup', 'course', 'docs'].map((room) => `${room}/**/*.test.ts`),
  'mock-server/src/{msw,simulate,stage,time}/**/*.test.ts',
]

/** A project whose test files share the modules they load: half the time, and less of the machine. */
const shared: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'shared',
    include: ['**/*.test.ts'],
    exclude: [...exclude, ...isolated, ...starting],
    isolate: false,
    pool: 'threads',
  },
}

/** Their files share a process, which a thread could not: it has no folder of its own. */
const processes: TestProjectInlineConfiguration = {
  extends: true,
  test: { name: 'processes', include: starting, exclude, isolate: false, pool: 'forks' },
}

const alone: TestProjectInlineConfiguration = {
  extends: true,
  test: { name: 'isolated', include: isolated, exclude },
}

export default defineConfig({
  test: {
    projects: [shared, processes, alone],
    setupFiles: ['./trace/src/vitest.ts'],
    // Vitest would leave one core to itself.
    maxWorkers: availableParallelism(),
    // A busy machine may take its time: no test measures it. This ends one that hangs.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
