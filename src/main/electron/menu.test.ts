import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test, vi } from 'vitest'
import { menuCommands, type MenuCommand } from '../../shared/app-facts.ts'
import { keysOf } from '../../shared/shortcuts.ts'
import { menuTemplate } from './menu.ts'

vi.mock('electron', () => ({ Menu: {} }))

function itemsOf(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])])
}

describe.each([
  ['on macOS', true],
  ['elsewhere', false]
])('the menu %s', (_where, isMac) => {
  const chosen: MenuCommand[] = []
  const items = itemsOf(menuTemplate(isMac, (command) => chosen.push(command)))

  test('offers every command exactly once', () => {
    chosen.length = 0
    for (const item of items) item.click?.({} as never, undefined, {})
    expect([...chosen].sort()).toEqual([...menuCommands].sort())
  })

  test('has the roles without which copying, pasting and quitting do not work', () => {
    const roles = items.map(({ role }) => role)
    const needed = ['editMenu', 'cut', 'copy', 'paste', 'selectAll', 'windowMenu', 'quit']
    expect(roles).toEqual(expect.arrayContaining(needed))
    expect(roles.includes('appMenu')).toBe(isMac)
  })

  test('gives no accelerator to two items', () => {
    const accelerators = items.map(({ accelerator }) => accelerator).filter((each) => each !== undefined)
    expect(new Set(accelerators)).toHaveLength(accelerators.length)
  })

  test('shows the first shortcut of each command that has one', () => {
    for (const item of items) {
      chosen.length = 0
      item.click?.({} as never, undefined, {})
      const [command] = chosen
      if (command === undefined) continue
      expect(item.accelerator?.toString().replace('CmdOrCtrl', 'Mod'), command).toBe(keysOf(command)[0])
    }
  })

  test('shows its accelerators and leaves the key press to the page where the system allows it', () => {
    for (const item of items.filter(({ accelerator }) => accelerator !== undefined)) {
      expect(item.registerAccelerator).toBe(isMac)
    }
  })

  test('has nothing that reloads the page or opens the developer tools', () => {
    const roles = items.map(({ role }) => role)
    for (const role of ['reload', 'forceReload', 'toggleDevTools'] as const) expect(roles).not.toContain(role)
    expect(roles).not.toContain('viewMenu')
  })
})
