import './adapters/plain-schemas.ts'
import { nativeTheme, type BrowserWindow } from 'electron'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createClipboard } from './adapters/clipboard.ts'
import { createClipboardDebtRecord } from './adapters/clipboard-debt-record.ts'
import { unfinished, writeDurably } from './adapters/durable-file.ts'
import { createHygiaraApi } from './adapters/hygiara-api/hygiara-api.ts'
import { createPublicGets } from './adapters/hygiara-api/public-gets.ts'
import { createIntentJournal } from './adapters/intent-journal.ts'
import { createRememberedItems } from './adapters/keychain/remembered-items.ts'
import { createKeptDataStore } from './adapters/kept-data-store.ts'
import { createLocalHygiara } from './adapters/local-hygiara.ts'
import { createReferenceReader } from './adapters/reference-reader.ts'
import { createSealedRecordStore } from './adapters/record-store/sealed-record-store.ts'
import { systemClock } from './adapters/system-clock.ts'
import { createSnapshotStore } from './adapters/snapshots/snapshot-store.ts'
import { createApp, type App } from './create-app.ts'
import { KeychainDataKey } from './data-key/keychain-data-key.ts'
import { isWayland, readAppFacts } from './electron/app-facts.ts'
import { createExportFile } from './electron/export-file.ts'
import type { watchFrontWindow } from './electron/front-window.ts'
import { createLeaveDialog } from './electron/leave-dialog.ts'
import { createShownSession } from './electron/lock-down.ts'
import { restartPage } from './electron/main-window.ts'
import { createSecretWindow } from './electron/secret-window.ts'
import {
  startLocalHygiaraProcess,
  startReadingThread,
  startSnapshotThread
} from './electron/worker-processes.ts'
import { registerHandlers } from './ipc/register-handlers.ts'
import type { Keychain, Publish, ReportIncident } from './ports.ts'

const drawingMs = 300
// Before it draws, the page puts all keys in order.
const orderingMsPerKey = 0.004
// A page that reads nothing (it has crashed, or is being loaded again) keeps nobody from being signed in.
const longestReadingMs = 2_000

/** What the window's own start has begun already. */
interface Begun {
  /** userData. */
  readonly folder: string
  /** The window, while it is there. */
  readonly window: () => BrowserWindow | null
  readonly frontWindow: ReturnType<typeof watchFrontWindow>
  readonly keychain: Keychain
  readonly publish: Publish
  readonly reportIncident: ReportIncident
}

/** Joins the core with the world; when this returns, the page's commands are answered. */
export function startApp(begun: Begun): App {
  const { folder, window, frontWindow, keychain, publish, reportIncident } = begun
  const dataKey = new KeychainDataKey(keychain)
  const hygiaraKeys = createApp({
    appearance: {
      setTheme: (theme) => {
        nativeTheme.themeSource = theme
      }
    },
    askPublicly: createPublicGets(),
    clipboard: createClipboard(isWayland(process.platform, process.env) ? frontWindow : null),
    clipboardDebts: createClipboardDebtRecord(join(folder, 'clipboard-debt.json')),
    clock: systemClock,
    connect: createHygiaraApi(systemClock, Math.random),
    dataKey,
    facts: readAppFacts(),
    isWindowVisible: () => {
      const open = window()
      return open?.isVisible() === true && !open.isMinimized()
    },
    journal: createIntentJournal(join(folder, 'create-intents')),
    keychain,
    exportFile: createExportFile(
      window,
      // A name that nobody else has: beside the chosen file are other files of the person.
      (path, text) => writeDurably(path, text, `${path}.${randomUUID()}${unfinished}`)
    ),
    // The session that is picked up next costs the main process a moment, which the first list must not wait for.
    pageDrawn: async (whenRead, keys) => {
      await Promise.race([whenRead, wait(longestReadingMs)])
      await wait(drawingMs + keys * orderingMsPerKey)
    },
    leaveDialog: createLeaveDialog(window, () => {
      const open = window()
      if (open) restartPage(open)
    }),
    localHygiara: createLocalHygiara(startLocalHygiaraProcess, join(folder, 'local-hygiara')),
    publish,
    rememberedItems: createRememberedItems(join(folder, 'keychain-items.json')),
    referenceReader: createReferenceReader(startReadingThread),
    recordStore: createSealedRecordStore(join(folder, 'records'), dataKey),
    snapshots: createSnapshotStore(startSnapshotThread, join(folder, 'snapshots'), dataKey),
    secretWindow: createSecretWindow(createShownSession, window),
    store: createKeptDataStore(folder)
  })
  registerHandlers(hygiaraKeys.handlers, reportIncident)
  return hygiaraKeys
}
