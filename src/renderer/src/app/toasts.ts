import { create } from 'zustand'
import type { Toast } from '../ui/toast-region.tsx'

const store = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }))

/** The toasts of this window. */
export const useToasts = (): readonly Toast[] => store((state) => state.toasts)

/** Shows a toast; one with the same id is replaced. */
export function showToast(toast: Toast): void {
  store.setState(({ toasts }) => ({ toasts: [...toasts.filter(({ id }) => id !== toast.id), toast] }))
}

/** Takes a toast away. */
export function dismissToast(id: string): void {
  store.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}
