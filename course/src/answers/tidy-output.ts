import { stripVTControlCharacters } from 'node:util'

/** The most stack frames that are kept of an error. */
const mostFrames = 3

/**
 * What the learner's code printed, with only the innermost stack frames of the learner's own files: those
 * of the check, the simulation and the test runner say nothing about that code.
 */
export function tidyOutput(lines: readonly string[], dir: string): string[] {
  const home = `${slashed(dir)}/`
  const kept: string[] = []
  let frames = 0
  for (const line of lines) {
    const plain = stripVTControlCharacters(line)
    const frame = /^ +at .*(?::\d+:\d+|<anonymous>|index \d+)\)?(?<brace> \{)?$/.exec(plain)
    frames = frame ? frames : 0
    if (!frame) kept.push(line)
    else if (isOwn(slashed(plain), home) && frames < mostFrames) {
      kept.push(line)
      frames += 1
      // The brace behind the last frame opens the list of the error's properties.
    } else if (frame.groups?.['brace']) kept.push(`${kept.pop() ?? ''} {`)
  }
  return kept
}

function isOwn(frame: string, home: string): boolean {
  return frame.includes(home) && !frame.includes(`${home}backstage/`)
}

const slashed = (text: string): string => text.replaceAll('\\', '/')
