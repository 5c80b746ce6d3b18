// Loaded into an app's main process before its own code (`electron -r`). Says when the first window is usable (shown,
// and with the element that BENCH_SELECTOR names) as milliseconds since BENCH_STARTED_AT, and quits.
// eslint-disable-next-line house/electron-by-name -- what `-r` loads is CommonJS
const { app } = require('electron')

const found = (selector) => `new Promise((resolve) => {
  const look = () => document.querySelector(${JSON.stringify(selector)}) && (observer.disconnect(), resolve())
  const observer = new MutationObserver(look)
  observer.observe(document, { childList: true, subtree: true, attributes: true })
  look()
})`

app.once('browser-window-created', (_event, window) => {
  const shown = new Promise((resolve) => window.once('show', resolve))
  const usable = new Promise((resolve) => {
    window.webContents.once('dom-ready', () => {
      resolve(window.webContents.executeJavaScript(found(process.env.BENCH_SELECTOR)))
    })
  })
  void Promise.all([shown, usable]).then(() => {
    const milliseconds = Date.now() - Number(process.env.BENCH_STARTED_AT)
    process.stdout.write(`usable after ${milliseconds} ms\n`)
    app.exit(0)
  })
})
