import { Component, type ReactNode } from 'react';
import type { Trace } from '../../sim/trace/trace.ts';
import styles from './RunPicture.module.css';

interface BoundaryProps {
  readonly trace: Trace;
  readonly children: ReactNode;
}

/** A run may be of a learner's own making, and its events may make no sense. The lesson outlives that, and the next run is tried anew. */
export class Boundary extends Component<BoundaryProps, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidUpdate(before: BoundaryProps) {
    if (before.trace !== this.props.trace && this.state.error) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <p className={styles.note} role="alert">
        This run could not be drawn ({error.message}). What the program printed stands in the console. Run it
        again to try anew.
      </p>
    );
  }
}
