/** The forms in which a list of keys can be exported. */
export const exportFormats = ['csv', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What came of an export: the file that was written, or `null` when the person chose none. */
export interface Exported {
  /** Its name without the folder. */
  readonly fileName: string
  readonly count: number
}
