import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'

/** The person chooses this file, or none, in the system's dialog: the one thing here that a test cannot press. */
async function choose(app: KeysApp, path: string | null): Promise<void> {
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () =>
      Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '', bookmark: '' })
  }, path)
}

async function exportAs(
  app: KeysApp,
  format: 'CSV' | 'JSON',
  from = app.screens.inventory.main
): Promise<void> {
  await from.getByRole('button', { name: 'Export', exact: true }).last().click()
  await app.page.getByRole('menuitem', { name: new RegExp(`^${format}`, 'u') }).click()
}

test('what is shown, or what is selected, is written to the chosen file and nowhere else', async ({
  app,
  hygiara,
  folder
}) => {
  const { inventory, shell } = app.screens
  await app.screens.connect(hygiara)
  await inventory.find('github')
  const shown = await inventory.rows.count()

  await test.step('CSV of what is shown, in its order', async () => {
    const path = join(folder, 'shown.csv')
    await choose(app, path)
    await exportAs(app, 'CSV')
    await expect(shell.notifications).toContainText(`${String(shown)} keys exported to shown.csv.`)
    const [head, ...rows] = (await readFile(path, 'utf8')).trimEnd().split('\r\n')
    expect(head).toMatch(/^name,prefix,id,status,created_utc,created_local,/u)
    expect(rows).toHaveLength(shown)
    expect(rows[0]).toMatch(/^ci-github-reviews-prod,hrdly_\w{6}…,key_\w+,\w[\w-]*,\d{4}-\d\d-\d\dT[\d:]+Z,/u)
    expect((await stat(path)).mode & 0o077).toBe(0)
    expect(await readdir(folder)).toEqual(['shown.csv'])
  })

  await test.step('JSON of what is selected', async () => {
    const path = join(folder, 'selected.json')
    await choose(app, path)
    await inventory.rows.first().focus()
    await app.page.keyboard.press('Space')
    await exportAs(app, 'JSON', inventory.selection)
    await expect(shell.notifications).toContainText('1 key exported to selected.json.')
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
      organization: 'Local organisation',
      source: 'server',
      count: 1,
      keys: [{ name: 'ci-github-reviews-prod' }]
    })
  })

  await test.step('no file chosen writes none; a folder that cannot be written to is said', async () => {
    await choose(app, null)
    await exportAs(app, 'CSV')
    await choose(app, '/proc/keys.csv')
    await exportAs(app, 'CSV')
    await expect(shell.notifications).toContainText("The file couldn't be written.")
    expect((await readdir(folder)).sort()).toEqual(['selected.json', 'shown.csv'])
  })
})
