import { ESLint } from 'eslint'
import { beforeAll, describe, expect, test } from 'vitest'
import { inCheckout } from './checkout.ts'
import { plantedProgram } from './planted-program.ts'

// Fence 3: the real lint configuration over files that exist only in memory, at the paths where it matters.

const violations: [rule: string, path: string, code: string][] = [
  [
    'house/ipc-main-at-the-door',
    'src/main/session/a.ts',
    "import { ipcMain } from 'electron'\nexport const a = ipcMain"
  ],
  ['house/ipc-main-at-the-door', 'src/main/index.ts', "export { ipcMain } from 'electron'"],
  [
    'house/ipc-main-at-the-door',
    'src/main/electron/frame.ts',
    "import type { WebContents } from 'electron'\nexport const a = (page: WebContents) => { page.ipc.handle('a', () => 1) }"
  ],
  [
    'house/events-from-one-file',
    'src/main/electron/events.ts',
    "import type { BrowserWindow } from 'electron'\nexport const a = (window: BrowserWindow) => { window.webContents.send('a') }"
  ],
  ['house/ipc-renderer-in-the-preload', 'src/preload/second.ts', "export { ipcRenderer } from 'electron'"],
  [
    'house/electron-by-name',
    'src/main/session/b.ts',
    "import electron from 'electron'\nexport const a = electron.app"
  ],
  [
    'house/electron-by-name',
    'src/main/session/c.ts',
    "import * as all from 'electron'\nexport const a = all.app"
  ],
  [
    'house/electron-by-name',
    'src/main/session/d.ts',
    "export const a = async () => (await import('electron')).app"
  ],
  [
    'house/electron-by-name',
    'src/main/session/e.ts',
    "import { ipcMain } from 'electron/main'\nimport x from 'electron/main'\nexport const a = [ipcMain, x]"
  ],
  [
    'house/bridge-in-one-file',
    'src/renderer/src/session/a.ts',
    'export const a = (window as never as { hygiara: number }).hygiara'
  ],
  [
    'house/bridge-in-one-file',
    'src/renderer/src/session/b.ts',
    "export const a = (window as never as Record<string, unknown>)['hygiara']"
  ],
  [
    'house/bridge-in-one-file',
    'src/renderer/src/session/c.ts',
    'const { hygiara } = window as never as { hygiara: number }\nexport const a = hygiara'
  ],
  [
    'house/clipboard-in-its-adapter',
    'src/main/handoff/a.ts',
    "import { clipboard } from 'electron'\nexport const a = clipboard"
  ],
  [
    'house/clipboard-in-its-adapter',
    'src/main/adapters/clipboard-debt-record-2.ts',
    "import { clipboard } from 'electron'\nexport const a = clipboard"
  ],
  [
    'house/clipboard-in-its-adapter',
    'src/main/handoff/b.ts',
    "import { ClipboardItem } from 'electron'\nexport const a = ClipboardItem"
  ],
  [
    'house/electron-by-name',
    'src/main/handoff/c.ts',
    "import * as electron from 'electron'\nexport const a = electron.clipboard"
  ],
  [
    'house/secrets-as-secrets',
    'src/main/handoff/d.ts',
    "import type { Clipboard } from '../ports.ts'\nimport type { SecretValue } from '../secret-value.ts'\nexport const a = (clipboard: Clipboard, secret: SecretValue) => clipboard.writeText(`X: ${secret.reveal()}`)"
  ],
  [
    'house/clipboard-in-its-adapter',
    'src/renderer/src/handoff/a.ts',
    "export const a = () => navigator.clipboard.writeText('a')"
  ],
  [
    'house/no-crash-reporter',
    'src/main/electron/crash.ts',
    "import { crashReporter } from 'electron'\ncrashReporter.start({})"
  ],
  [
    'house/open-external-in-one-file',
    'src/main/electron/menu.ts',
    "import { shell } from 'electron'\nexport const a = () => shell.openExternal('https://a')"
  ],
  [
    'house/no-raw-html',
    'src/renderer/src/session/html.tsx',
    "export const A = () => <p dangerouslySetInnerHTML={{ __html: '' }} />"
  ],
  ['house/no-raw-html', 'src/renderer/src/session/inner.ts', "document.body.innerHTML = ''"],
  [
    'house/no-inline-style-or-script',
    'src/main/electron/page.ts',
    'export const a = \'<p style="color: red">\''
  ],
  [
    'house/no-inline-style-or-script',
    'src/main/electron/page-2.ts',
    'export const a = (css: string) => `<style>${css}</style>`'
  ],
  ['house/no-default-export', 'src/shared/a.ts', 'export default 1'],
  ['house/no-default-export', 'src/shared/b.ts', 'const a = 1\nexport { a as default }'],
  ['house/no-enum', 'src/shared/c.ts', "export enum Colour { Red = 'red' }"],
  [
    'house/imports-name-the-file',
    'src/shared/d.ts',
    "export { inCheckout } from '../../scripts/fences/checkout'"
  ],
  ['no-console', 'src/main/session/f.ts', "console.log('a')"],
  ['no-restricted-globals', 'src/main/session/n.ts', "export const a = () => fetch('https://example.com')"],
  ['no-restricted-globals', 'src/preload/node.ts', 'export const a = process.platform'],
  ['no-eval', 'src/main/session/g.ts', "eval('1')"],
  [
    '@typescript-eslint/no-implied-eval',
    'src/main/session/h.ts',
    "export const a = new Function('return 1')"
  ],
  ['@typescript-eslint/no-explicit-any', 'src/shared/e.ts', 'export const a = (b: any) => { void b }'],
  ['@typescript-eslint/no-floating-promises', 'src/main/session/i.ts', 'const a = async () => 1\na()'],
  [
    '@typescript-eslint/no-misused-promises',
    'src/main/session/j.ts',
    'export const a = [1].filter(async (b) => b > 0)'
  ],
  [
    '@typescript-eslint/consistent-type-imports',
    'src/main/session/k.ts',
    "import { App } from 'electron'\nexport type A = App"
  ],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    'src/shared/f.ts',
    "export function a(b: 'x' | 'y'): number {\n  switch (b) {\n    case 'x':\n      return 1\n    default:\n      return 2\n  }\n}"
  ],
  [
    'react-hooks/rules-of-hooks',
    'src/renderer/src/session/hook.tsx',
    "import { useState } from 'react'\nexport function A({ b }: { b: boolean }) {\n  if (b) useState(1)\n  return null\n}"
  ],
  [
    'react-hooks/exhaustive-deps',
    'src/renderer/src/session/effect.tsx',
    "import { useEffect } from 'react'\nexport function A({ b }: { b: () => void }) {\n  useEffect(() => { b() }, [])\n  return null\n}"
  ]
]

// The homes of what is refused elsewhere, and ordinary code of each room.
const clean: [path: string, code: string][] = [
  ['src/main/ipc/register-handlers.ts', "import { ipcMain } from 'electron'\nipcMain.handle('a', () => 1)"],
  [
    'src/preload/index.ts',
    "import { contextBridge, ipcRenderer } from 'electron'\ncontextBridge.exposeInMainWorld('hygiara', { a: () => ipcRenderer.invoke('a') })"
  ],
  [
    'src/renderer/src/bridge.ts',
    'declare global {\n  interface Window {\n    readonly hygiara: { a(): void }\n  }\n}\nexport const bridge = window.hygiara'
  ],
  [
    'src/main/adapters/clipboard.ts',
    "import { clipboard } from 'electron'\nexport const clear = () => { clipboard.clear() }"
  ],
  [
    'src/main/electron/open-external.ts',
    "import { shell } from 'electron'\nexport const openHelp = () => shell.openExternal('https://example.com')"
  ],
  ['src/main/session/types.ts', "import type { IpcMain } from 'electron'\nexport type A = IpcMain"],
  ['src/main/electron/script.ts', 'export const a = \'<script type="module" src="./a.js"></script>\''],
  [
    'src/renderer/src/session/screen.tsx',
    "import { useState } from 'react'\nexport function Screen() {\n  const [n, setN] = useState(0)\n" +
      '  return <button style={{ width: n }} onClick={() => { setN(n + 1) }}>{n}</button>\n}'
  ],
  ['scripts/print.ts', "console.log('a')"],
  ['planted.config.ts', 'export default {}']
]

let complaints: Map<string, string[]>

beforeAll(async () => {
  const planted = Object.fromEntries([...violations.map(([, path, code]) => [path, code] as const), ...clean])
  const eslint = new ESLint({
    cwd: inCheckout('.'),
    overrideConfigFile: inCheckout('eslint.config.js'),
    overrideConfig: {
      languageOptions: {
        parserOptions: { project: null, programs: [plantedProgram('tsconfig.lint.json', planted)] }
      }
    }
  })
  complaints = new Map()
  for (const [path, code] of Object.entries(planted)) {
    const [result] = await eslint.lintText(code, { filePath: inCheckout(path) })
    complaints.set(
      path,
      (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message)
    )
  }
})

describe('refuses', () => {
  test.each(violations)('%s: %s', (rule, path) => {
    expect(complaints.get(path)).toContain(rule)
  })
})

describe('lets pass', () => {
  test.each(clean)('%s', (path) => {
    expect(complaints.get(path)).toEqual([])
  })
})
