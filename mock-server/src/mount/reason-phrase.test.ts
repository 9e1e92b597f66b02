import { STATUS_CODES } from 'node:http'
import { expect, test } from 'vitest'
import { reasonPhrase } from './reason-phrase.ts'

test('every status that a network can send has the phrase that a port sends', () => {
  for (let status = 200; status <= 599; status += 1) {
    expect(`${status} ${reasonPhrase(status)}`).toBe(
      `${status} ${STATUS_CODES[status] ?? 'unknown'}`,
    )
  }
})
