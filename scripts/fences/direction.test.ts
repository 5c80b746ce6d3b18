import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { inCheckout } from './checkout.ts'

// Fence 2: the real rules over a small tree with the layout of this checkout. `clean` draws every arrow that is
// allowed; each violation adds one file, and its rule must be the one that speaks.

const clean: Record<string, string> = {
  'src/shared/result.ts': "import { z } from 'zod'\nexport const name = z.string()",
  'src/shared/ipc-contract.ts': "import { name } from './result.ts'\nexport const contract = { name }",

  'src/main/ports.ts': "import type { name } from '../shared/result.ts'\nexport type Name = typeof name",
  'src/main/session/session-service.ts':
    "import type { Session } from 'electron'\nimport { createHash } from 'node:crypto'\n" +
    "import type { Name } from '../ports.ts'\nexport const service = (name: Name, s: Session) => [createHash, name, s]",
  'src/main/inventory/inventory-service.ts':
    "import { service } from '../session/session-service.ts'\nexport const inventory = service",
  'src/main/ipc/handlers.ts':
    "import { inventory } from '../inventory/inventory-service.ts'\nexport const handlers = { inventory }",
  'src/main/ipc/register-handlers.ts':
    "import { ipcMain } from 'electron'\nimport { contract } from '../../shared/ipc-contract.ts'\n" +
    "import { handlers } from './handlers.ts'\nexport const register = () => [ipcMain, contract, handlers]",
  'src/main/create-app.ts':
    "import { handlers } from './ipc/handlers.ts'\nexport const createApp = () => handlers",
  'src/main/adapters/hygiara-api/http-transport.ts':
    "import axios from 'axios'\nimport type { Name } from '../../ports.ts'\nexport const api = (name: Name) => axios.get(name)",
  'src/main/adapters/keychain/keychain-worker.ts':
    "import { AsyncEntry } from 'keytar'\nexport const entry = AsyncEntry",
  'src/main/adapters/kept-data-store.ts': "import Store from 'electron-store'\nexport const store = Store",
  'src/main/adapters/clipboard.ts': "import { clipboard } from 'electron'\nexport const copy = clipboard",
  'src/main/electron/window.ts':
    "import { BrowserWindow } from 'electron'\nexport const window = BrowserWindow",
  'src/main/index.ts':
    "import { copy } from './adapters/clipboard.ts'\nimport { window } from './electron/window.ts'\n" +
    "void import('./start-app.ts').then(({ startApp }) => startApp(copy, window))",
  'src/main/start-app.ts':
    "import { createApp } from './create-app.ts'\nimport { api } from './adapters/hygiara-api/http-transport.ts'\n" +
    "import { store } from './adapters/kept-data-store.ts'\nimport { register } from './ipc/register-handlers.ts'\n" +
    'export const startApp = (copy, window) => register(createApp, api, copy, store, window)',
  'src/main/testing/memory-clipboard.ts': "import { vi } from 'vitest'\nexport const clipboard = vi.fn()",
  'src/main/session/session-service.test.ts':
    "import { test } from 'vitest'\nimport { clipboard } from '../testing/memory-clipboard.ts'\ntest('a', clipboard)",

  'src/preload/index.ts':
    "import { contextBridge } from 'electron'\nimport type { contract } from '../shared/ipc-contract.ts'\n" +
    'export type Contract = typeof contract\ncontextBridge',

  'src/renderer/src/main.tsx':
    "import { createRoot } from 'react-dom/client'\nimport { KeyRow } from './inventory/key-row.tsx'\n" +
    "import './app.css'\ncreateRoot(KeyRow)",
  'src/renderer/src/app.css': '',
  'src/renderer/src/inventory/key-row.tsx':
    "import { create } from 'zustand'\nimport { name } from '../../../shared/result.ts'\n" +
    "import { Button } from '../ui/button.tsx'\nexport const KeyRow = [create, name, Button]",
  'src/renderer/src/ui/button.tsx': "import { useState } from 'react'\nexport const Button = useState",

  'src/local-hygiara/sqlite.ts': "import Database from 'libsql'\nexport const database = Database",
  'src/local-hygiara/server.ts':
    "import { Hono } from 'hono'\nimport { database } from './sqlite.ts'\nexport const a = [Hono, database]",
  'src/local-hygiara/embedded.ts':
    "import { a } from './server.ts'\nimport type { App } from 'electron'\nexport const b: App = a",

  'e2e/sign-in.spec.ts':
    "import { test } from '@playwright/test'\nimport type { name } from '../src/shared/result.ts'\ntest('a', (n: typeof name) => n)",
  'src/local-hygiara/key-value.ts':
    "import { createHash } from 'node:crypto'\nexport const value = createHash",
  'e2e/servers/corpus/server.ts':
    "import { Hono } from 'hono'\nimport { value } from '../../../src/local-hygiara/key-value.ts'\nexport const a = [Hono, value]"
}

/** The other half of the cycle below; a type is enough to close it. */
const partner = {
  'src/main/session/b.ts': "import type { a } from './a.ts'\nexport const b = 1 as unknown as typeof a"
}

const violations: [rule: string, path: string, code: string][] = [
  ['no-cycles', 'src/main/session/a.ts', "import { b } from './b.ts'\nexport const a = b"],
  ['no-orphans', 'src/main/session/left-over.ts', 'export const leftOver = 1'],
  ['nothing-unresolved', 'src/main/session/lost.ts', "export { a } from './not-there.ts'"],
  [
    'only-declared-packages',
    'src/main/adapters/undeclared.ts',
    "import ms from 'detect-libc'\nexport const a = ms"
  ],
  [
    'no-dev-dependency-in-the-product',
    'src/main/adapters/dev.ts',
    "import a from '@electron/asar'\nexport const b = a"
  ],
  [
    'nothing-newer-than-the-oldest-runtime',
    'src/main/adapters/sqlite.ts',
    "export { DatabaseSync } from 'node:sqlite'"
  ],
  ['tests-are-leaves', 'src/main/session/leaf.ts', "import './session-service.test.ts'"],

  ['shared-stands-alone', 'src/shared/node.ts', "export { readFileSync } from 'node:fs'"],
  [
    'shared-stands-alone',
    'src/shared/builtin.ts',
    "export const fs = process.getBuiltinModule('node:fs')\nimport './result.ts'"
  ],
  [
    'shared-stands-alone',
    'src/shared/electron.ts',
    "import type { App } from 'electron'\nexport type A = App"
  ],
  [
    'shared-stands-alone',
    'src/shared/upwards.ts',
    "import type { Name } from '../main/ports.ts'\nexport type N = Name"
  ],
  ['shared-stands-alone', 'src/shared/sideways.ts', "export type { b } from '../renderer/src/ui/button.tsx'"],

  ['preload-takes-types-from-shared', 'src/preload/value.ts', "export { name } from '../shared/result.ts'"],
  ['preload-sees-electron-and-shared', 'src/preload/zod.ts', "export { z } from 'zod'"],
  ['preload-sees-electron-and-shared', 'src/preload/node.ts', "export { join } from 'node:path'"],

  ['renderer-is-a-page', 'src/renderer/src/inventory/node.ts', "export { join } from 'node:path'"],
  ['renderer-is-a-page', 'src/renderer/src/inventory/electron.ts', "export { ipcRenderer } from 'electron'"],
  ['renderer-is-a-page', 'src/renderer/src/inventory/type.ts', "export type A = import('electron').App"],
  [
    'renderer-is-a-page',
    'src/renderer/src/inventory/core.ts',
    "export type { Name } from '../../../main/ports.ts'"
  ],
  ['renderer-is-a-page', 'src/renderer/src/inventory/http.ts', "export const a = () => import('axios')"],
  [
    'renderer-is-a-page',
    'src/renderer/src/inventory/slashes.ts',
    '/// <reference types="node" />\nexport const a = 1'
  ],
  [
    'ui-knows-no-topic',
    'src/renderer/src/ui/key-chip.tsx',
    "export { KeyRow } from '../inventory/key-row.tsx'"
  ],
  ['ui-knows-no-topic', 'src/renderer/src/ui/result.tsx', "export { name } from '../../../shared/result.ts'"],

  ['core-takes-types-from-electron', 'src/main/session/power.ts', "export { powerMonitor } from 'electron'"],
  [
    'core-takes-types-from-electron',
    'src/main/session/both.ts',
    "import type { App } from 'electron'\nimport { app } from 'electron'\nexport const a: App = app"
  ],
  ['core-opens-no-connection', 'src/main/session/socket.ts', "export { get } from 'node:https'"],
  ['core-is-plain', 'src/main/session/package.ts', "export { z } from 'zod'"],
  ['core-is-plain', 'src/main/session/adapter.ts', "export type { copy } from '../adapters/clipboard.ts'"],
  ['core-is-plain', 'src/main/session/door.ts', "export { handlers } from '../ipc/handlers.ts'"],
  ['ipc-sees-core-and-shared', 'src/main/ipc/window.ts', "export { window } from '../electron/window.ts'"],
  ['electron-in-one-ipc-file', 'src/main/ipc/second.ts', "export { ipcMain } from 'electron'"],
  [
    'adapters-know-ports-only',
    'src/main/adapters/topic.ts',
    "export { service } from '../session/session-service.ts'"
  ],
  [
    'adapters-know-ports-only',
    'src/main/adapters/electron.ts',
    "export { window } from '../electron/window.ts'"
  ],
  [
    'electron-room-knows-ports-only',
    'src/main/electron/topic.ts',
    "export { service } from '../session/session-service.ts'"
  ],
  ['electron-room-uses-no-package', 'src/main/electron/zod.ts', "export { z } from 'zod'"],
  ['only-index-joins', 'src/main/second-index.ts', "export { copy } from './adapters/clipboard.ts'"],
  ['nobody-imports-index', 'src/main/session/start.ts', "import '../index.ts'"],
  ['start-app-comes-after-the-window', 'src/main/session/start-early.ts', "import '../start-app.ts'"],
  ['start-app-is-for-index', 'src/main/session/start-again.ts', "void import('../start-app.ts')"],
  [
    'doubles-are-for-tests',
    'src/main/session/double.ts',
    "export { clipboard } from '../testing/memory-clipboard.ts'"
  ],

  [
    'axios-has-one-home',
    'src/main/adapters/telemetry.ts',
    "import axios from 'axios'\nexport const a = axios"
  ],
  [
    'axios-has-one-home',
    'src/main/session/http.ts',
    "import type { AxiosError } from 'axios'\nexport type E = AxiosError"
  ],
  ['keytar-has-one-home', 'src/main/adapters/clipboard-keys.ts', "export { AsyncEntry } from 'keytar'"],
  [
    'keytar-without-its-shim',
    'src/main/adapters/keychain/shim.ts',
    "export { getPassword } from 'keytar/keytar'"
  ],
  [
    'electron-store-has-one-home',
    'src/main/adapters/window-size.ts',
    "import S from 'electron-store'\nexport const a = S"
  ],
  ['libsql-has-one-home', 'src/main/adapters/snapshots.ts', "import D from 'libsql'\nexport const a = D"],
  ['hono-has-one-home', 'src/main/adapters/server.ts', "export { Hono } from 'hono'"],

  [
    'local-hygiara-is-alone',
    'src/local-hygiara/shared.ts',
    "export type { name } from '../shared/result.ts'"
  ],
  [
    'local-hygiara-is-plain-node',
    'src/local-hygiara/electron.ts',
    "export { utilityProcess } from 'electron'"
  ],
  [
    'nobody-builds-on-local-hygiara',
    'src/main/session/server.ts',
    "export { a } from '../../local-hygiara/server.ts'"
  ],

  ['e2e-takes-types-from-shared', 'e2e/value.ts', "export { name } from '../src/shared/result.ts'"],
  [
    'wire-drives-the-client',
    'e2e/wire/topic.ts',
    "export { service } from '../../src/main/session/session-service.ts'"
  ],
  ['e2e-looks-from-outside', 'e2e/inside.ts', "export type { Name } from '../src/main/ports.ts'"],
  [
    'corpus-knows-no-reader',
    'e2e/servers/corpus/reader.ts',
    "export type { Name } from '../../../src/main/ports.ts'"
  ],
  ['hono-has-one-home', 'e2e/servers/hono-server.ts', "export { Hono } from 'hono'"]
]

// create-app.ts is one file; a tree of its own replaces it.
const createAppViolations: [rule: string, to: string, code: string][] = [
  [
    'create-app-joins-core-and-ports',
    'src/main/adapters/clipboard.ts',
    "export { copy } from './adapters/clipboard.ts'"
  ],
  [
    'create-app-joins-core-and-ports',
    'src/main/ipc/register-handlers.ts',
    "export { register } from './ipc/register-handlers.ts'"
  ],
  ['create-app-takes-types-from-electron', 'node_modules/electron/index.js', "export { app } from 'electron'"]
]

interface Violation {
  rule: { name: string }
  from: string
  to: string
}

async function violationsIn(files: Record<string, string>): Promise<Violation[]> {
  const tree = await mkdtemp(join(tmpdir(), 'hygiara-direction-'))
  try {
    await copyFile(inCheckout('package.json'), join(tree, 'package.json'))
    await symlink(inCheckout('node_modules'), join(tree, 'node_modules'), 'junction')
    for (const [path, code] of Object.entries(files)) {
      await mkdir(dirname(join(tree, path)), { recursive: true })
      await writeFile(join(tree, path), code)
    }
    const tool = inCheckout('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
    const rules = inCheckout('.dependency-cruiser.cjs')
    // The cache of the real tree must not see this one.
    const options = ['--config', rules, '--no-cache', '--preserve-symlinks', '--output-type', 'json']
    const { stdout } = await promisify(execFile)(process.execPath, [tool, ...options, 'src', 'e2e'], {
      cwd: tree,
      maxBuffer: 64 << 20
    })
    return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations
  } finally {
    await rm(tree, { recursive: true, force: true })
  }
}

describe('one tree with every violation', () => {
  let found: Violation[]
  const rulesAgainst = (path: string): string[] =>
    found.filter((violation) => violation.from === path).map((violation) => violation.rule.name)

  beforeAll(async () => {
    found = await violationsIn({
      ...clean,
      ...partner,
      ...Object.fromEntries(violations.map(([, path, code]) => [path, code]))
    })
  })

  test('every allowed arrow passes', () => {
    expect(found.filter(({ from }) => from in clean)).toEqual([])
  })

  test.each(violations)('%s: %s', (rule, path) => {
    expect(rulesAgainst(path)).toContain(rule)
  })
})

describe('a create-app.ts with every violation', () => {
  let found: Violation[]

  beforeAll(async () => {
    const code = createAppViolations.map((violation) => violation[2]).join('\n')
    found = await violationsIn({ ...clean, 'src/main/create-app.ts': code })
  })

  test.each(createAppViolations)('%s: %s', (rule, to) => {
    expect(
      found.filter((violation) => violation.to === to).map((violation) => violation.rule.name)
    ).toContain(rule)
  })
})
