import type { ProgramSettings } from '@overlap/trace/program'

/** The settings of the preload. */
export interface PreloadSettings extends ProgramSettings {
  /** The process that starts the program. */
  readonly parent: number
}

/** The URL of `preload.ts`, with its settings. */
export function preloadUrl(settings: PreloadSettings): string {
  const url = new URL('preload.ts', import.meta.url)
  url.search = new URLSearchParams({ settings: JSON.stringify(settings) }).toString()
  return url.href
}

/** Reads the settings from the URL that {@link preloadUrl} made. */
export function settingsIn(url: string): PreloadSettings {
  return JSON.parse(new URL(url).searchParams.get('settings') ?? '') as PreloadSettings
}
