// Loaded into an app's main process before its own code (`electron -r`). Says when the first window is usable (shown,
// and with the elements that BENCH_SELECTORS names painted) as milliseconds since BENCH_STARTED_AT, and quits.
// eslint-disable-next-line house/electron-by-name -- what `-r` loads is CommonJS
const { app } = require('electron')
const { watchBlocks } = require('./block-watch.cjs')

const selectors = process.env.BENCH_SELECTORS

const painted = `new Promise((resolve) => {
  const look = () => {
    if (!${selectors}.every((selector) => document.querySelector(selector))) return
    observer.disconnect()
    requestAnimationFrame(() => {
      const afterFrame = new MessageChannel()
      afterFrame.port1.onmessage = resolve
      afterFrame.port2.postMessage(0)
    })
  }
  const observer = new MutationObserver(look)
  observer.observe(document, { childList: true, subtree: true, attributes: true })
  look()
}).then(() => undefined)`

app.once('browser-window-created', (_event, window) => {
  const shown = new Promise((resolve) => window.once('show', resolve))
  let blocks
  const usable = new Promise((resolve) => {
    window.webContents.once('dom-ready', () => {
      blocks = watchBlocks()
      resolve(window.webContents.executeJavaScript(painted))
    })
  })
  void Promise.all([shown, usable]).then(() => {
    const milliseconds = Date.now() - Number(process.env.BENCH_STARTED_AT)
    // What main does right afterwards is a part of it.
    setTimeout(() => {
      const line = `usable after ${milliseconds} ms, blocked for ${Math.round(blocks.longest())} ms\n`
      process.stdout.write(line, () => app.exit(0))
    }, 300)
  })
})
