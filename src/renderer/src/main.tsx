import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { FactsProvider } from './app/facts.tsx'
import { FaultPage } from './app/fault-page.tsx'
import { loadShell } from './app/loaded-shell.ts'
import { bridge } from './bridge.ts'
import { startMirrors } from './mirrors.ts'
import './styles.css'
import { ErrorBoundary } from './ui/error-boundary.tsx'

// While main loads its core, and not after the first render, which would have nothing to show.
void loadShell()
startMirrors()
const facts = await bridge['app:readFacts']()
const root = document.getElementById('root')
if (root && facts.ok) {
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary fallback={<FaultPage />}>
        <FactsProvider value={facts.value}>
          <App />
        </FactsProvider>
      </ErrorBoundary>
    </StrictMode>
  )
}
