import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    // A lesson's check runs against an answer, through the course and the gate.
    exclude: ['**/node_modules/**', '**/.overlap/**', '.toolchain/**', 'lessons/*/check.test.ts'],
    setupFiles: ['./trace/src/vitest.ts'],
  },
})
