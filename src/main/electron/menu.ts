import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../shared/app-facts.ts'
import { keysOf } from '../../shared/shortcuts.ts'

/**
 * The application menu with the standard roles of each system (on macOS, paste works only because of them). The
 * screens handle the shortcuts themselves; the menu shows them.
 */
export function setApplicationMenu(choose: (command: MenuCommand) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform === 'darwin', choose)))
}

/** The menu as data, so that it can be looked at without an Electron. */
export function menuTemplate(
  isMac: boolean,
  choose: (command: MenuCommand) => void
): MenuItemConstructorOptions[] {
  const item = (label: string, command: MenuCommand): MenuItemConstructorOptions => {
    const accelerator = keysOf(command)[0]?.replace('Mod+', 'CmdOrCtrl+')
    return {
      label,
      // Shown, not registered (where the system lets us choose): the page has the key press first and acts on it.
      ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: isMac }),
      click: () => {
        choose(command)
      }
    }
  }
  const settings = item('Settings…', 'show-settings')
  const signOut = item('Sign Out', 'sign-out')

  return [
    ...(isMac
      ? [
          {
            role: 'appMenu',
            submenu: [
              { role: 'about' },
              { type: 'separator' },
              settings,
              { type: 'separator' },
              { role: 'services' },
              { type: 'separator' },
              { role: 'hide' },
              { role: 'hideOthers' },
              { role: 'unhide' },
              { type: 'separator' },
              { role: 'quit' }
            ]
          } satisfies MenuItemConstructorOptions
        ]
      : []),
    {
      label: isMac ? 'File' : '&File',
      submenu: [
        item('Create Key…', 'create-key'),
        item('Export This View…', 'export-view'),
        { type: 'separator' },
        ...(isMac ? [] : [settings]),
        signOut,
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' }
      ]
    },
    {
      role: 'editMenu',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        ...(isMac ? [] : [{ role: 'delete' } as const]),
        { role: 'selectAll' },
        { type: 'separator' },
        item('Clear Key from Clipboard', 'clear-clipboard')
      ]
    },
    {
      label: isMac ? 'View' : '&View',
      submenu: [
        item('Find an Action or Key…', 'open-palette'),
        { type: 'separator' },
        item('Inventory', 'show-inventory'),
        item('Search', 'search'),
        item('Refresh', 'refresh'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' }
      ]
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [item('Keyboard Shortcuts', 'show-shortcuts'), { role: 'about' }] }
  ]
}
