import { Component, type ReactNode } from 'react'

interface ErrorBoundaryProps {
  /** What stands there instead. */
  readonly fallback: ReactNode
  readonly children: ReactNode
}

/** Catches what a component throws while rendering. (React has no function form of this.) */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true }
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.fallback : this.props.children
  }
}
