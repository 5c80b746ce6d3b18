import { test, expect } from './fixtures/test.ts'
import { HygiaraServer } from './servers/hygiara-server.ts'
test('perf', async ({ app, folder }) => {
  test.setTimeout(240000)
  const count = Number(process.env['KEYS'] ?? 100000)
  process.env['PROBE_KEYS'] = String(count)
  const server = await HygiaraServer.start({ dataFolder: folder })
  const { page, screens } = app
  const t0 = Date.now()
  await screens.welcome.goToSignIn()
  await screens.signIn.signIn(server)
  page.setDefaultTimeout(120000)
  await screens.inventory.table.waitFor({ timeout: 120000 })
  console.log('first table', Date.now() - t0)
  await screens.inventory.search.fill('')
  await expect(screens.inventory.heading).toHaveText(/100,000 keys|keys/)
  const measured = await page.evaluate(async () => {
    const field = document.querySelector<HTMLInputElement>('#inventory-search')!
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!
    const painted = () => new Promise<void>((resolve) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => resolve(); c.port2.postMessage(0) }))
    const idle = () => new Promise((r) => setTimeout(r, 120))
    const type = async (text: string) => { const before = performance.now(); setter.call(field, text); field.dispatchEvent(new Event('input', { bubbles: true })); const sync = performance.now() - before; await painted(); return { text, sync: +sync.toFixed(1), all: +(performance.now() - before).toFixed(1) } }
    const names = Array.from({ length: 100000 }, (_, i) => ({ name: `ci-github-reviews-prod-${i}`, prefix: 'hrdly_abc' + i.toString(36) }))
    const plains: number[] = []
    const out = [] as { text: string; sync: number; all: number }[]
    for (const word of ['reporting-4', 'ci-github 77', 'zapier', 'is:stale ci', '']) for (let i = 1; i <= Math.max(1, word.length); i++) { await idle(); { const b = performance.now(); names.filter((n) => n.name.toLowerCase().includes('prod-' + i)); plains.push(performance.now() - b) } await idle(); out.push(await type(word.slice(0, i))) }
    ;(window as any).plains = plains
    return out
  })
  console.log(measured.map((m) => `${m.text}: ${m.sync}/${m.all}`).join('\n'))
  const all = measured.map((m) => m.all).sort((a, b) => a - b)
  const sync = measured.map((m) => m.sync).sort((a, b) => a - b)
  const p = (x: number[], q: number) => x[Math.floor(x.length * q)]
  console.log('p50', p(all, 0.5), 'p95', p(all, 0.95), 'sync p50', p(sync, 0.5), 'p95', p(sync, 0.95))
  console.log('plain p50/p95', await page.evaluate(() => { const x = (window as any).plains.sort((a: number, b: number) => a - b); return [x[Math.floor(x.length * 0.5)], x[Math.floor(x.length * 0.95)]] }))
  const plain = await page.evaluate(async () => {
    const names = Array.from({ length: 100000 }, (_, i) => ({ name: `ci-github-reviews-prod-${i}`, prefix: 'hrdly_abc' + i.toString(36) }))
    const t: number[] = []
    for (let i = 0; i < 30; i++) { const b = performance.now(); names.filter((n) => n.name.toLowerCase().includes('prod-' + i)); t.push(performance.now() - b) }
    return t.sort((a, b) => a - b)[15]
  })
  console.log('plain filter', plain)
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Profiler.enable'); await cdp.send('Profiler.setSamplingInterval', { interval: 200 }); await cdp.send('Profiler.start')
  await page.evaluate(async () => {
    const field = document.querySelector<HTMLInputElement>('#inventory-search')!
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!
    for (let k = 0; k < 6; k++) for (const t of ['ci', 'ci-g', 'rep', 'reporting-4', 'z', '']) { setter.call(field, t); field.dispatchEvent(new Event('input', { bubbles: true })); await new Promise((r) => setTimeout(r, 80)) }
  })
  const { profile } = await cdp.send('Profiler.stop')
  const self = new Map<string, number>()
  const byId = new Map(profile.nodes.map((n) => [n.id, n]))
  profile.samples!.forEach((id, i) => { const n = byId.get(id)!; const k = `${n.callFrame.functionName || '?'}:${n.callFrame.url.split('/').pop()}:${n.callFrame.lineNumber}:${n.callFrame.columnNumber}`; self.set(k, (self.get(k) ?? 0) + profile.timeDeltas![i]!) })
  console.log([...self].sort((a, b) => b[1] - a[1]).slice(0, 45).map(([k, v]) => `${(v / 36000).toFixed(2)} ms/key  ${k}`).join('\n'))
  for (const sort of ['Name', 'Expires', 'Status', 'Last used']) {
    const ms = await page.evaluate(async (name) => {
      const b = [...document.querySelectorAll<HTMLElement>('[data-head-stop]')].find((e) => e.textContent === name)!
      const before = performance.now(); b.click()
      await new Promise<void>((resolve) => { const o = new MutationObserver(() => { if (b.closest('[aria-sort=ascending]')) { o.disconnect(); resolve() } }); o.observe(b.closest('[aria-sort]')!, { attributes: true }) })
      await new Promise((r) => requestAnimationFrame(() => setTimeout(r)))
      return performance.now() - before
    }, sort)
    console.log('sort', sort, ms.toFixed(0))
  }
  const a = await page.evaluate(async () => {
    const row = document.querySelector<HTMLElement>('[role=row][tabindex="0"]')!; row.focus()
    const before = performance.now(); row.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', ctrlKey: true, bubbles: true }))
    await new Promise((r) => requestAnimationFrame(() => setTimeout(r)))
    const one = performance.now() - before
    const next = performance.now(); row.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', shiftKey: true, bubbles: true }))
    await new Promise((r) => requestAnimationFrame(() => setTimeout(r)))
    return [one, performance.now() - next]
  })
  console.log('select all, extend', a)
  await server.stop()
})
