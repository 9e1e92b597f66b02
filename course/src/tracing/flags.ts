import { Command } from 'commander'

/** The flags of `course trace`. */
export interface TraceFlags {
  readonly image?: string
  readonly har?: string
  readonly trace?: string
  readonly withQueries?: boolean
  readonly withHeaders?: boolean
}

/**
 * `course trace` with its flags, but without an action. As with `node`, whatever follows the program's file
 * belongs to the program. Other flags before the file are Node's.
 */
export function traceCommand(): Command {
  return new Command('trace')
    .description('run a program of yours, and draw its calls on the real network')
    .usage('[flags] program.ts [arguments of the program]')
    .argument('[program]', 'a file that Node can run')
    .argument('[arguments...]')
    .option('--image <file>', 'write the picture as an SVG image')
    .option('--har <file>', "write a HAR file, for DevTools' Network panel")
    .option('--trace <file>', 'write trace events, for Perfetto')
    .option('--with-queries', 'keep the queries of URLs, which may hold secrets')
    .option('--with-headers', 'write headers to the HAR file; known secrets are masked')
    .addHelpText(
      'after',
      '\nFlags of Node come before the program, with `=`: --env-file=.env --import=tsx',
    )
    .allowUnknownOption()
    .passThroughOptions()
}
