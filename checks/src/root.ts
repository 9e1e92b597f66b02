import { join } from 'node:path'

/** Folder of the repository. */
export const root: string = join(import.meta.dirname, '../..')
