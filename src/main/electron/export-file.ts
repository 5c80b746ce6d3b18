import { dialog, type BrowserWindow } from 'electron'
import { writeDurably } from '../adapters/durable-file.ts'
import type { ExportFile } from '../ports.ts'

/** Asks in the system's own dialog, and writes for the person's eyes only. */
export function createExportFile(windowOf: () => BrowserWindow | null): ExportFile {
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
      return writeDurably(path, text).then(
        () => true,
        () => false
      )
    }
  }
}
