/**
 * What an answer printed, without the stack frames that are not in its lesson's folder: those of the
 * simulation and of the test runner say nothing about the answer.
 */
export function tidyOutput(lines: readonly string[], dir: string): string[] {
  const home = `${slashed(dir)}/`
  const kept: string[] = []
  for (const line of lines) {
    const frame = /^ +at .*(?::\d+:\d+|<anonymous>|index \d+)\)?(?<brace> \{)?$/.exec(line)
    if (!frame || slashed(line).includes(home)) kept.push(line)
    // The brace behind the last frame opens the list of the error's properties.
    else if (frame.groups?.['brace']) kept.push(`${kept.pop() ?? ''} {`)
  }
  return kept
}

const slashed = (text: string): string => text.replaceAll('\\', '/')
