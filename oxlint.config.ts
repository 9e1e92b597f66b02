import { defineConfig, type OxlintOverride } from 'oxlint'

/** The rooms in order: each may import only those before it. The last three do not import each other. */
const rooms = ['setup', 'trace', 'mock-server', 'scenarios', 'lessons', 'course']
const topRooms = ['benchmarks', 'docs', 'checks']

const withSources = [...rooms, ...topRooms].filter((room) => room !== 'lessons').join('|')
const aroundTheDoor = {
  regex: String.raw`^(\.\./)+((${withSources})/(src/|test/|[^/]+\.m?[jt]s$)|(lessons/)?\d\d-)`,
  message: 'Import another room by the name of its package, @overlap/….',
}

/** Forbids the files of a room to import any of some others. */
function floor(room: string, others: readonly string[]): OxlintOverride {
  const packages = others.map((name) => (name === 'lessons' ? 'lesson-' : name)).join('|')
  const upwards = {
    regex: `^@overlap/(${packages})`,
    message: 'A room may import only rooms that come before it: see oxlint.config.ts.',
  }
  return {
    files: [`${room}/**`],
    rules: { 'no-restricted-imports': ['error', { patterns: [aroundTheDoor, upwards] }] },
  }
}

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'promise', 'import', 'oxc', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  rules: {
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/require-await': 'error',
    'typescript/promise-function-async': 'off',
    'typescript/return-await': ['error', 'error-handling-correctness-only'],
    'typescript/no-explicit-any': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-unsafe-type-assertion': 'off',
    'no-await-in-loop': 'off',
    'no-shadow': 'off',
    'no-underscore-dangle': 'off',
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-unassigned-import': 'off',
    'import/no-named-as-default-member': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'promise/always-return': 'off',
    'vitest/no-conditional-expect': 'off',
    // A longer file does more than one job: split it by what changes together.
    'max-lines': ['error', { max: 250 }],
    'no-restricted-properties': [
      'error',
      ...['describe', 'it', 'test'].map((object) => ({
        object,
        property: 'fails',
        message: 'A test says what holds.',
      })),
    ],
  },
  ignorePatterns: ['.overlap', '.toolchain', '**/dist'],
  overrides: [
    ...rooms.map((room, index) => floor(room, [...rooms.slice(index + 1), ...topRooms])),
    ...topRooms.map((room) =>
      floor(
        room,
        topRooms.filter((other) => other !== room),
      ),
    ),
    {
      // A test is a list of sentences, and a lesson's check is one file by rule.
      files: ['**/*.test.ts'],
      rules: { 'max-lines': ['error', { max: 350 }] },
    },
    {
      // The steps of a check fail by a sentence: see `diagnose` in trace/.
      files: ['lessons/*/**/check.test.ts'],
      rules: { 'vitest/expect-expect': 'off' },
    },
    {
      // These make the mistakes that the rules are there to find.
      files: ['lessons/*/backstage/wrong/**', 'lessons/*/starter.ts'],
      rules: {
        'typescript/await-thenable': 'off',
        'typescript/require-await': 'off',
        'typescript/no-floating-promises': 'off',
        'typescript/no-misused-promises': 'off',
        'unicorn/no-await-in-promise-methods': 'off',
        'unicorn/no-unnecessary-await': 'off',
      },
    },
  ],
})
