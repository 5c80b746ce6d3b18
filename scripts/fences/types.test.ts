import { existsSync, readdirSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { inCheckout } from './checkout.ts'
import { complaintsAbout, plantedProgram } from './planted-program.ts'

// Fence 1: each room compiles against its own world only. `may` compiles, each line of `mayNot` does not.
// `may` also imports the packages the room lives on: their types must not let another world in.

interface Room {
  project: string
  extension: 'ts' | 'tsx'
  may: string
  mayNot: Record<string, RegExp>
}

const noName = (name: string): RegExp => new RegExp(`Cannot find name '${name}'`)
const noModule = /Cannot find (module|name) 'node:|TS2591|TS2307/

const rooms: Record<string, Room> = {
  'src/shared': {
    project: 'src/shared/tsconfig.json',
    extension: 'ts',
    may: `import { z } from 'zod'
          export const names = z.array(z.string()).parse(['a']).toSorted().at(-1)`,
    mayNot: {
      'export const a = window.innerWidth': noName('window'),
      'export const a = document.title': noName('document'),
      'export const a = process.platform': noName('process'),
      "export const a = Buffer.from('')": noName('Buffer'),
      "console.log('x')": noName('console'),
      "export const a = fetch('https://example.com')": noName('fetch'),
      "import { readFileSync } from 'node:fs'\nexport const a = readFileSync": noModule,
      'export enum Colour { Red }': /TS1294/,
      'export class A { constructor(private a: number) {} }': /TS1294/,
      'export const a = [1]\nexport const b: number = a[0]': /TS2322.*undefined/,
      'export const a: { b?: number } = { b: undefined }': /exactOptionalPropertyTypes/
    }
  },
  'src/main': {
    project: 'src/main/tsconfig.json',
    extension: 'ts',
    may: `import type { BrowserWindow } from 'electron'
          import axios from 'axios'
          import Store from 'electron-store'
          import { AsyncEntry } from 'keytar'
          import { readFileSync } from 'node:fs'
          export const world = [axios, Store, AsyncEntry, readFileSync, process.platform, Buffer.from('')]
          export type Window = BrowserWindow`,
    mayNot: {
      'export const a = document.title': noName('document'),
      'export const a = window.innerWidth': noName('window'),
      'export const a = localStorage.length.toFixed(0) + location.href': noName('location'),
      'export const a: HTMLElement | null = null': noName('HTMLElement')
    }
  },
  'src/preload': {
    project: 'src/preload/tsconfig.json',
    extension: 'ts',
    may: `import { contextBridge, ipcRenderer } from 'electron'
          contextBridge.exposeInMainWorld('hygiara', { a: () => ipcRenderer.invoke('a') })`,
    mayNot: {
      'export const a = window.innerWidth': noName('window'),
      'export const a = document.title': noName('document')
    }
  },
  'src/renderer': {
    project: 'src/renderer/tsconfig.json',
    extension: 'tsx',
    may: `import { useState, type ReactNode } from 'react'
          import { createRoot } from 'react-dom/client'
          import { Dialog } from 'radix-ui'
          import { KeyRound } from 'lucide-react'
          import { create } from 'zustand'
          import { persist } from 'zustand/middleware'
          import { z } from 'zod'
          export const world = [useState, createRoot, create, persist, z.string, document.title]
          export function A({ children }: { children: ReactNode }) {
            return <Dialog.Root><KeyRound />{children}</Dialog.Root>
          }`,
    mayNot: {
      'export const a = process.env': noName('process'),
      "export const a = Buffer.from('')": noName('Buffer'),
      "export const a = require('fs')": noName('require'),
      "import { readFileSync } from 'node:fs'\nexport const a = readFileSync": noModule,
      'export const a = __dirname': noName('__dirname'),
      'export const a = setImmediate(() => undefined)': noName('setImmediate')
    }
  },
  'src/local-hygiara': {
    project: 'src/local-hygiara/tsconfig.json',
    extension: 'ts',
    may: `import { serve } from '@hono/node-server'
          import { OpenAPIHono } from '@hono/zod-openapi'
          import Database from 'libsql'
          export const world = [serve, OpenAPIHono, Database, process.argv]`,
    mayNot: {
      'export const a = document.title': noName('document'),
      'export const a = window.innerWidth': noName('window')
    }
  },
  e2e: {
    project: 'e2e/tsconfig.json',
    extension: 'ts',
    may: `import { test } from '@playwright/test'
          test('a', async ({ page }) => { await page.evaluate(() => document.title + process.platform) })`,
    mayNot: { 'export enum Colour { Red }': /TS1294/ }
  },
  scripts: {
    project: 'scripts/tsconfig.json',
    extension: 'ts',
    may: `import { inCheckout } from './fences/checkout.ts'
          export const world = [inCheckout('src'), process.platform]`,
    mayNot: { 'export enum Colour { Red }': /TS1294/ }
  }
}

describe.each(Object.entries(rooms))('%s', (folder, room) => {
  const clean = `${folder}/clean.${room.extension}`
  const violations = Object.entries(room.mayNot).map(([code, complaint], index) => ({
    path: `${folder}/violation-${String(index)}.${room.extension}`,
    code: /^(import|export)/m.test(code) ? code : `${code}\nexport {}`,
    complaint
  }))
  const program = plantedProgram(
    room.project,
    Object.fromEntries([[clean, room.may], ...violations.map(({ path, code }) => [path, code])])
  )

  test('compiles what it may use', () => {
    expect(complaintsAbout(program, clean)).toEqual([])
  })

  test.each(violations)('refuses: $code', ({ path, complaint }) => {
    expect(complaintsAbout(program, path).join('\n')).toMatch(complaint)
  })
})

test('every room of src has a project, and the type check runs them all', () => {
  const { config } = ts.readConfigFile(inCheckout('tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: { references: { path: string }[] }
  }
  const checked = config.references.map(({ path }) => path)
  const folders = readdirSync(inCheckout('src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `src/${entry.name}`)
  expect(checked).toEqual(expect.arrayContaining([...folders, ...Object.keys(rooms)]))
  for (const path of checked) {
    expect(existsSync(inCheckout(path.endsWith('.json') ? path : `${path}/tsconfig.json`)), path).toBe(true)
  }
})
