import { Button } from '../ui/button.tsx'

/** Stands there when a screen has a fault of its own. Main still has everything, so reloading is enough. */
export function FaultPage() {
  return (
    <main className="grid h-full place-items-center border-t-[3px] border-accent bg-canvas p-6">
      <div className="max-w-[420px]">
        <h1 className="text-xl font-bold">This window has a fault</h1>
        <p className="mt-1 mb-4 text-muted">
          Your session and a key that isn't handed over yet are still held. Reloading brings them back.
        </p>
        <Button look="primary" onClick={() => window.location.reload()}>
          Reload
        </Button>
      </div>
    </main>
  )
}
