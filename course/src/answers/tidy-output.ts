import { stripVTControlCharacters } from 'node:util'

/** The most stack frames that are kept for each error. */
const mostFrames = 3

/**
 * Removes stack frames from the output of the learner's code, except the innermost frames in the
 * learner's own files. Frames of the check, the simulation and the test runner don't help the learner.
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
      // The brace after the last frame opens the list of the error's properties.
    } else if (frame.groups?.['brace']) kept.push(`${kept.pop() ?? ''} {`)
  }
  return kept
}

function isOwn(frame: string, home: string): boolean {
  return frame.includes(home) && !frame.includes(`${home}backstage/`)
}

const slashed = (text: string): string => text.replaceAll('\\', '/')
