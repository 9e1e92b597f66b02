import { findHouse, findLessons } from '@overlap/course'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('the front page lists every lesson with its title and its one idea', () => {
  const house = findHouse()
  const page = readFileSync(join(house.root, 'README.md'), 'utf8')
  for (const { number, folder, title, idea } of findLessons(house)) {
    expect(page).toContain(`| ${number} | [${title}](lessons/${folder}/README.md) | ${idea} |`)
  }
})
