// The floor: what any Electron app pays before it does anything of its own.
import { app, BrowserWindow } from 'electron'
import { fileURLToPath } from 'node:url'

app.enableSandbox()
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1180,
    height: 760,
    show: false,
    webPreferences: { sandbox: true }
  })
  window.once('ready-to-show', () => window.show())
  window.loadFile(fileURLToPath(new URL('index.html', import.meta.url)))
})
