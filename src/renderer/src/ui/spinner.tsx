import { LoaderCircle } from 'lucide-react'

/** Says that something is under way. The words beside it say what. */
export function Spinner() {
  return <LoaderCircle aria-hidden className="size-3.5 flex-none animate-spin" />
}
