/** The result of parsing the command line: benchmarks to run, or a text to print instead. */
export type Wanted =
  | { readonly kind: 'run'; readonly names: readonly string[]; readonly flags: readonly string[] }
  | { readonly kind: 'print'; readonly text: string; readonly exitCode: 0 | 2 }

const flags = {
  '--peers':
    'also compare the port with other packages, which npm downloads into a temporary folder',
  '--help': 'print this text',
}

/** Parses the arguments. Without arguments, all benchmarks run, which takes minutes. */
export function readCommandLine(words: readonly string[], benchmarks: readonly string[]): Wanted {
  const isFlag = (word: string): boolean => word.startsWith('-')
  if (words.includes('--help') || words.includes('-h')) {
    return { kind: 'print', text: usage(benchmarks), exitCode: 0 }
  }
  const unknown = words.find(
    (word) => !(isFlag(word) ? Object.keys(flags) : benchmarks).includes(word),
  )
  if (unknown !== undefined) {
    const what = isFlag(unknown) ? 'Unknown flag' : 'Unknown benchmark'
    return { kind: 'print', text: `${what} ${unknown}.\n\n${usage(benchmarks)}`, exitCode: 2 }
  }
  const names = words.filter((word) => !isFlag(word))
  return {
    kind: 'run',
    names: names.length > 0 ? names : benchmarks,
    flags: words.filter(isFlag),
  }
}

function usage(benchmarks: readonly string[]): string {
  return [
    'usage: npm run bench -- [BENCHMARK…] [--peers]',
    '',
    `Runs benchmarks, by default all of them: ${benchmarks.join(', ')}.`,
    '',
    ...Object.entries(flags).map(([flag, does]) => `  ${flag.padEnd(8)} ${does}`),
  ].join('\n')
}
