import { dialog, type BrowserWindow } from 'electron'
import type { ExportFile } from '../ports.ts'

/**
 * Asks in the system's own dialog.
 * @param write puts a text at a path, whole or not at all; rejects when the disk refuses
 */
export function createExportFile(
  windowOf: () => BrowserWindow | null,
  write: (path: string, text: string) => Promise<void>
): ExportFile {
  return {
    async choose(suggestedName) {
      const options = {
        title: 'Export keys',
        buttonLabel: 'Export',
        defaultPath: suggestedName,
        properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const]
      }
      const window = windowOf()
      const { canceled, filePath } = await (window && !window.isDestroyed()
        ? dialog.showSaveDialog(window, options)
        : dialog.showSaveDialog(options))
      return canceled || filePath === '' ? null : filePath
    },
    async write(path, text) {
      return write(path, text).then(
        () => true,
        () => false
      )
    }
  }
}
