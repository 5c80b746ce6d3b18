// npm run hygiara: runs the local Hygiara server alone, from its source. Arguments are the server's own.
import { inCheckout } from './setup/checkout.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { nodePath, typeScriptFlags } from './setup/node-runtime.mjs'
import { runEntry, runInForeground } from './setup/run.mjs'

await runEntry(async () => {
  await ensureDependencies()
  const server = inCheckout('src', 'local-hygiara', 'main.ts')
  return runInForeground(nodePath(), [...typeScriptFlags(), server, ...process.argv.slice(2)])
})
