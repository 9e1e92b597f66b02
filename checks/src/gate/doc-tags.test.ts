import { expect, test } from 'vitest'
import { readDocTags } from './doc-tags.ts'

test('reads the belief and both tags, each as one line', () => {
  const source = `import { a } from 'a'

/** What a page shows. */
export interface Page {}

/**
 * Believes that \`forEach\` waits
 * for an async callback.
 *
 * @fails keeps the order of the URLs,
 * whichever answer comes first
 * @diagnosis \`forEach\` does not wait
 */
export function f(): void {}

/** @fails another */
`
  expect(readDocTags(source)).toEqual({
    belief: 'Believes that `forEach` waits for an async callback.',
    fails: 'keeps the order of the URLs, whichever answer comes first',
    diagnosis: '`forEach` does not wait',
  })
})

test('leaves empty what is not there', () => {
  expect(readDocTags('/** Believes. */')).toEqual({ belief: 'Believes.', fails: '', diagnosis: '' })
  expect(readDocTags('export const a = 1')).toEqual({ belief: '', fails: '', diagnosis: '' })
})
