import { createElement, type ComponentProps } from 'react'
import { create } from 'zustand'
import type { Shell } from './shell.tsx'

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly shell: typeof Shell }
  | { readonly state: 'failed'; readonly cause: unknown }

const useLoaded = create<Loaded>(() => ({ state: 'loading' }))
let loading: Promise<void> | null = null

/** Loads the screens of somebody signed in, once. Never rejects: a failure is thrown where the screens would be. */
export function loadShell(): Promise<void> {
  loading ??= import('./shell.tsx').then(
    (module) => {
      useLoaded.setState({ state: 'loaded', shell: module.Shell }, true)
    },
    (cause: unknown) => {
      useLoaded.setState({ state: 'failed', cause }, true)
    }
  )
  return loading
}

/**
 * The window of somebody signed in; nothing until it is loaded. Not `lazy` in a `Suspense`: what comes within 300 ms of
 * a fallback is held back by React until they are over, and at a start that is when it comes.
 */
export function LoadedShell(props: ComponentProps<typeof Shell>) {
  const loaded = useLoaded()
  if (loaded.state === 'failed') throw loaded.cause
  return loaded.state === 'loaded' ? createElement(loaded.shell, props) : null
}
